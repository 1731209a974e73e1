package mydocker.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mydocker.config.Config;
import mydocker.config.NetworkMode;
import mydocker.config.NetworkSpec;
import mydocker.config.RunSpec;

/** What a container has of the one, or of the host, whose network stack it shares. */
final class SharedStack {
  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

  private SharedStack() {}

  /**
   * Completes what was asked for: the other container is called by its ID, since its name can
   * change, and its host name is this one's too, as the addresses behind the name are. If that one
   * shares a third one's, it is this that is shared, for there its files of /etc are kept.
   *
   * @throws NoSuchContainerException if there is no such container
   */
  static RunSpec resolve(RunSpec asked, ContainerStore store) throws IOException {
    NetworkSpec network = asked.network();
    Optional<String> other = network.mode().container();
    if (other.isPresent()) {
      Config owner = store.find(other.get()).config();
      NetworkMode its = owner.spec().network().mode();
      NetworkMode mode = its.container().isPresent() ? its : NetworkMode.of(owner.id());
      return asked.with(network.with(mode), Optional.of(owner.hostname()));
    }
    if (network.mode().isHost() && asked.hostname().isEmpty()) {
      return asked.with(network, Optional.of(Files.readString(HOSTNAME, UTF_8).strip()));
    }
    return asked;
  }
}
