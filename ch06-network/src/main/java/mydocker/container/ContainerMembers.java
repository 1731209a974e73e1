package mydocker.container;

import java.io.IOException;
import java.util.List;
import mydocker.config.ContainerId;
import mydocker.network.Endpoint;
import mydocker.network.Members;
import mydocker.network.Network;
import mydocker.process.HostsFile;

/** What networks want to know of containers, and what containers learn of their networks. */
final class ContainerMembers implements Members {
  private final ContainerStore store;

  ContainerMembers(ContainerStore store) {
    this.store = store;
  }

  @Override
  public boolean isUp(String container) throws IOException {
    return new Register(Container.REGISTER).isHeld(container);
  }

  @Override
  public void left(Network network, String container) throws IOException {
    hosts(container).remove(network);
  }

  @Override
  public void changed(Network network, List<Endpoint> endpoints) throws IOException {
    for (Endpoint endpoint : endpoints) {
      hosts(endpoint.container()).show(network, endpoint.container(), endpoints);
    }
  }

  private HostsFile hosts(String container) {
    return store.files(new ContainerId(container)).etc().hosts();
  }
}
