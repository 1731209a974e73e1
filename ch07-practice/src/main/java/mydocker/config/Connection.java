package mydocker.config;

import java.util.List;
import java.util.Optional;
import mydocker.network.Ipv4;

/**
 * A network that a container is to be on while it runs.
 *
 * @param network its name, or its ID
 * @param address the address that it is to have there; the next free one if it is empty
 * @param aliases more names by which others find it there
 */
public record Connection(String network, Optional<Ipv4> address, List<String> aliases) {
  /** What those are on that ask for nothing. */
  public static final Connection DEFAULT =
      new Connection(NetworkMode.DEFAULT.text(), Optional.empty(), List.of());
}
