package mydocker.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mydocker.config.Config;
import mydocker.config.Connection;
import mydocker.config.NetworkSpec;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.ProcessId;
import mydocker.network.Cable;
import mydocker.network.JoinRequest;
import mydocker.network.Network;
import mydocker.network.NetworkStore;
import mydocker.network.PublishedPort;
import mydocker.network.StackSettings;

/**
 * A container's network stack while it is being started; the word is libnetwork's. Outside of it
 * there are, for each of its networks, an endpoint and a cable; what they leave when the container
 * ends is {@link NetworkStore#leave}'s.
 */
final class Sandbox implements AutoCloseable {
  private final ContainerStore store;
  private final Config config;
  private final NetworkSpec spec;

  /** The network stack that it shares. */
  private final Optional<NamespaceFiles> other;

  private final HeldPorts ports = new HeldPorts();
  private final List<Cable> cables = new ArrayList<>();

  /**
   * A container's.
   *
   * @throws IOException if it shares that of a container which does not run, in docker's words
   */
  Sandbox(ContainerStore store, Config config) throws IOException {
    this.store = store;
    this.config = config;
    spec = config.spec().network();
    Optional<String> shared = spec.mode().container();
    other = shared.isPresent() ? Optional.of(stackOf(store.find(shared.get()))) : Optional.empty();
  }

  private static NamespaceFiles stackOf(Container container) throws IOException {
    ProcessId process =
        container
            .state()
            .process()
            .orElseThrow(
                () ->
                    new IOException(
                        "cannot join network of a non running container: "
                            + container.config().id()));
    NamespaceFiles files = new NamespaceFiles(process.pid(), Namespace.NET);
    if (!process.isAlive()) { // then they may be somebody else's
      files.close();
      throw new IOException(
          "cannot join network of a non running container: " + container.config().id());
    }
    return files;
  }

  /** Whether it is a new one. */
  boolean isOwn() {
    return other.isEmpty() && !spec.mode().isHost();
  }

  /** Gets it all that has to be there before it is: ports of the host, addresses, names. */
  void join() throws IOException {
    List<PublishedPort> published = ports.hold(spec.published()); // what is most likely to fail
    if (isOwn() || spec.mode().isHost()) {
      store.files(config.id()).etc().write(config.hostname(), spec);
    }
    NetworkStore networks = store.networks();
    boolean hasWayOut = false;
    for (Connection connection : spec.connections()) {
      Network network = networks.find(connection.network());
      boolean isWayOut = !hasWayOut && !network.internal(); // it is the way in, too
      String inside = "eth" + cables.size();
      cables.add(
          networks.join(network, request(connection, inside, isWayOut ? published : List.of())));
      hasWayOut |= isWayOut;
    }
    if (!hasWayOut && !published.isEmpty()) {
      throw new IOException(
          "publish ports of container %s: all its networks are internal: connect it to another one"
              .formatted(config.name()));
    }
  }

  private JoinRequest request(Connection connection, String inside, List<PublishedPort> ports)
      throws IOException {
    return new JoinRequest(
        config.id().digits(),
        config.name(),
        config.hostname(),
        connection.aliases(),
        connection.address(),
        inside,
        ports);
  }

  /** What keeps the ports taken, and is the monitor's: as long as that lives they are. */
  List<Integer> held() {
    return ports.descriptors();
  }

  /** Adds the step into the network stack that it shares. */
  void enter(ChildProgram program) {
    other.ifPresent(files -> files.joinEach(program));
  }

  /** Connects the network stack of a process, its first one, which waits meanwhile. */
  void plugIn(int pid) throws IOException {
    if (isOwn()) {
      StackSettings.apply(pid);
    }
    boolean hasWayOut = false;
    for (Cable cable : cables) {
      boolean isWayOut = !hasWayOut && !cable.network().internal();
      store.networks().plugIn(cable, pid, isWayOut);
      hasWayOut |= isWayOut;
    }
  }

  @Override
  public void close() {
    ports.close();
    other.ifPresent(NamespaceFiles::close);
  }
}
