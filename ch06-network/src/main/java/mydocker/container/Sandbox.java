package mydocker.container;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mydocker.config.Config;
import mydocker.config.NetworkSpec;
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

  private final HeldPorts ports = new HeldPorts();
  private final List<Cable> cables = new ArrayList<>();

  Sandbox(ContainerStore store, Config config) {
    this.store = store;
    this.config = config;
    spec = config.spec().network();
  }

  /** Whether it is a new one. */
  boolean isOwn() {
    return !spec.mode().isHost();
  }

  /** Gets it all that has to be there before it is: ports of the host, addresses, names. */
  void join() throws IOException {
    List<PublishedPort> published = ports.hold(spec.published()); // what is most likely to fail
    store.files(config.id()).etc().write(config.hostname(), spec);
    NetworkStore networks = store.networks();
    boolean hasWayOut = false;
    for (String name : spec.networks()) {
      Network network = networks.find(name);
      boolean isWayOut = !hasWayOut && !network.internal(); // it is the way in, too
      String inside = "eth" + cables.size();
      cables.add(networks.join(network, request(inside, isWayOut ? published : List.of())));
      hasWayOut |= isWayOut;
    }
    if (!hasWayOut && !published.isEmpty()) {
      throw new IOException(
          "publish ports of container %s: all its networks are internal: connect it to another one"
              .formatted(config.name()));
    }
  }

  private JoinRequest request(String inside, List<PublishedPort> ports) {
    return new JoinRequest(config.id().digits(), config.name(), config.hostname(), inside, ports);
  }

  /** What keeps the ports taken, and is the monitor's: as long as that lives they are. */
  List<Integer> held() {
    return ports.descriptors();
  }

  /** Connects the network stack of a process, its first one, which waits meanwhile. */
  void plugIn(int pid) throws IOException {
    if (isOwn() && cables.isEmpty()) {
      StackSettings.apply(pid);
    }
    boolean hasWayOut = false;
    for (Cable cable : cables) {
      boolean isWayOut = !hasWayOut && !cable.network().internal();
      cable.plugIn(pid, isWayOut);
      hasWayOut |= isWayOut;
    }
  }

  @Override
  public void close() {
    ports.close();
  }
}
