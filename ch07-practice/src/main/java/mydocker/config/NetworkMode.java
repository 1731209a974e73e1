package mydocker.config;

import java.util.Optional;
import mydocker.network.Network;

/**
 * Which network stack a container has, as {@code --network} says it: {@code bridge}, the name of
 * another network, {@code host}, {@code none}, {@code container:ID}.
 *
 * @param text in docker's words
 */
public record NetworkMode(String text) {
  private static final String CONTAINER = "container:";

  /** One of its own, on the default network. */
  public static final NetworkMode DEFAULT = new NetworkMode(Network.DEFAULT);

  /** One of its own, on no network. */
  public static final NetworkMode NONE = new NetworkMode("none");

  /** That of another container. */
  public static NetworkMode of(ContainerId other) {
    return new NetworkMode(CONTAINER + other);
  }

  /** Whether it has the host's. */
  public boolean isHost() {
    return text.equals("host");
  }

  /** Whether it is on no network. */
  public boolean isNone() {
    return text.equals("none");
  }

  /** The container whose it has: a name, or its ID. */
  public Optional<String> container() {
    return text.startsWith(CONTAINER)
        ? Optional.of(text.substring(CONTAINER.length()))
        : Optional.empty();
  }

  /** Whether it has one of its own, on networks. */
  public boolean isOnNetworks() {
    return !isHost() && !isNone() && container().isEmpty();
  }

  @Override
  public String toString() {
    return text;
  }
}
