package mydocker.network;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All networks: a folder for each, by its ID. What several processes of mydocker could do at once
 * is done under the lock of a file.
 *
 * <p>First the paper, then the thing: what is on the host's side of a network or an endpoint is
 * made after it was written down, and removed before that is. So after kill -9 at any point it is
 * known what to undo, or to make again.
 */
public final class NetworkStore {
  private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]*";
  private static final String ID = "[0-9a-f]{64}";
  private static final int ID_BYTES = 32;

  private final Path folder;
  private final Path lock;
  private final Members members;

  /**
   * The networks of a root folder.
   *
   * @param lock a file for all of this host: other root folders have other networks, but devices
   *     and addresses are the host's
   * @param members who knows the containers
   */
  public NetworkStore(Path root, Path lock, Members members) {
    folder = root.resolve("networks");
    this.lock = lock;
    this.members = members;
  }

  /** Something to be done while nobody else changes the networks. */
  private interface Change<T> {
    T make() throws IOException;
  }

  private <T> T locked(Change<T> change) throws IOException {
    for (Path needed : List.of(folder, lock.getParent())) {
      Files.createDirectories(
          needed,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    synchronized (NetworkStore.class) { // the lock of a file is a process's, not a thread's
      try (FileChannel file =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = file.lock()) {
        return change.make();
      }
    }
  }

  // ---- what there is

  /** All of them, by name. */
  public List<Network> list() throws IOException {
    List<Network> all = written();
    if (all.stream().filter(Network::isPredefined).count() < Driver.values().length) {
      locked(this::writePredefined);
      all = written();
    }
    return all;
  }

  private List<Network> written() throws IOException {
    List<Network> all = new ArrayList<>();
    for (NetworkFiles files : folders()) {
      files.read().ifPresent(all::add);
    }
    all.sort(Comparator.comparing(Network::name));
    return all;
  }

  private List<NetworkFiles> folders() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(ID))
          .map(NetworkFiles::new)
          .toList();
    }
  }

  /** Docker's three, which are there from the beginning. */
  private Void writePredefined() throws IOException {
    List<String> names = written().stream().map(Network::name).toList();
    Map<String, Driver> predefined =
        Map.of(Network.DEFAULT, Driver.BRIDGE, "host", Driver.HOST, "none", Driver.NULL);
    for (Map.Entry<String, Driver> each : predefined.entrySet()) {
      if (!names.contains(each.getKey())) {
        Network network =
            new Network(
                randomId(),
                each.getKey(),
                each.getValue(),
                "",
                0,
                Optional.empty(),
                false,
                Map.of(),
                Instant.now());
        files(network).write(network);
      }
    }
    return null;
  }

  private static String randomId() {
    byte[] bytes = new byte[ID_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private NetworkFiles files(Network network) {
    return new NetworkFiles(folder.resolve(network.id()));
  }

  /**
   * The network that a word names.
   *
   * @param reference its name, its ID, or a beginning of its ID that no other has
   * @throws NoSuchNetworkException if there is none
   * @throws IOException if there are several
   */
  public Network find(String reference) throws IOException {
    List<Network> all = list();
    for (Network network : all) {
      if (network.name().equals(reference) || network.id().equals(reference)) {
        return network;
      }
    }
    List<Network> found =
        all.stream()
            .filter(network -> !reference.isEmpty() && network.id().startsWith(reference))
            .toList();
    if (found.size() > 1) {
      throw new IOException(
          "network %s is ambiguous (%d matches found based on ID prefix)"
              .formatted(reference, found.size()));
    }
    return found.stream().findFirst().orElseThrow(() -> new NoSuchNetworkException(reference));
  }

  /** The containers that are on a network now, by address. */
  public List<Endpoint> endpoints(Network network) throws IOException {
    List<Endpoint> up = new ArrayList<>();
    for (Endpoint endpoint : files(network).readEndpoints()) {
      if (members.isUp(endpoint.container())) {
        up.add(endpoint);
      }
    }
    return up;
  }

  /** A container's places on all networks, whether it runs or not, in the order of its devices. */
  public List<Endpoint> endpointsOf(String container) throws IOException {
    List<Endpoint> all = new ArrayList<>();
    for (Network network : written()) {
      files(network).readEndpoint(container).ifPresent(all::add);
    }
    all.sort(Comparator.comparing(Endpoint::inside));
    return all;
  }

  // ---- networks

  /**
   * Makes a network, and its bridge.
   *
   * @throws IllegalArgumentException if its name or its addresses are none, in docker's words
   * @throws IOException if its name or its addresses are taken, in docker's words; nothing is left
   */
  public Network create(NetworkRequest request) throws IOException {
    if (!request.name().matches(NAME)) {
      throw new IllegalArgumentException(
          "invalid network name \"%s\": only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
              .formatted(request.name()));
    }
    return locked(
        () -> {
          removeUnfinished();
          writePredefined();
          requireFree(request.name());
          HostSide host = new HostSide();
          String id = randomId();
          Network network =
              new Network(
                  id,
                  request.name(),
                  Driver.BRIDGE,
                  HostSide.deviceOf(id),
                  host.network().mtu(),
                  Optional.of(plan(request, host)),
                  request.internal(),
                  Map.copyOf(request.labels()),
                  Instant.now());
          try {
            files(network).write(network);
            raise(host, network);
          } catch (IOException | RuntimeException e) {
            delete(network);
            throw e;
          }
          return network;
        });
  }

  private void raise(HostSide host, Network network) throws IOException {
    if (host.raise(network)) {
      members.notice(
          "net.ipv4.ip_forward was 0, and is 1 as long as there are networks: this host passes"
              + " their packets on, and nobody else's");
    }
  }

  private void requireFree(String name) throws IOException {
    if (written().stream().anyMatch(network -> network.name().equals(name))) {
      throw new IOException("network with name %s already exists".formatted(name));
    }
  }

  private AddressPlan plan(NetworkRequest request, HostSide host) throws IOException {
    if (request.subnet().isEmpty()) {
      request.range().ifPresent(range -> noSubnetFor("ip-range", range));
      request.gateway().ifPresent(gateway -> noSubnetFor("gateway", gateway));
      return freePlan(host, SubnetPools.FOR_USERS);
    }
    Subnet subnet = request.subnet().get();
    AddressPlan plan = AddressPlan.of(subnet, request.range(), request.gateway());
    for (Subnet other : subnets()) {
      if (subnet.overlaps(other)) {
        throw new IOException("Pool overlaps with other one on this address space");
      }
    }
    requireFree(subnet, host);
    return plan;
  }

  private static void requireFree(Subnet subnet, HostSide host) throws IOException {
    Optional<HostNetwork.Route> route = host.network().overlapping(subnet);
    if (route.isPresent()) {
      throw new IOException(
          ("Pool overlaps with other one on this address space: the host reaches %s by its device"
                  + " %s (ip route): make a network with another --subnet than %s")
              .formatted(route.get().subnet(), route.get().device(), subnet));
    }
  }

  private static void noSubnetFor(String option, Object value) {
    throw new IllegalArgumentException(
        "no matching subnet for %s %s: say which with --subnet".formatted(option, value));
  }

  private AddressPlan freePlan(HostSide host, SubnetPools pools) throws IOException {
    List<Subnet> used = new ArrayList<>(host.network().used());
    used.addAll(subnets());
    return AddressPlan.of(pools.firstFree(used), Optional.empty(), Optional.empty());
  }

  private List<Subnet> subnets() throws IOException {
    return written().stream()
        .flatMap(network -> network.addresses().stream())
        .map(AddressPlan::subnet)
        .toList();
  }

  /** What was killed while it made or removed a network has left a folder without network.json. */
  private void removeUnfinished() throws IOException {
    for (NetworkFiles files : folders()) {
      if (files.read().isEmpty()) {
        files.delete();
      }
    }
  }

  private void delete(Network network) throws IOException {
    HostSide.remove(List.of(), List.of(network));
    files(network).delete();
  }

  /**
   * Removes a network, and its bridge.
   *
   * @throws IOException if it is in use, or always there, in docker's words
   */
  public void remove(Network network) throws IOException {
    if (network.isPredefined()) {
      throw new IOException(network.name() + " is a pre-defined network and cannot be removed");
    }
    locked(
        () -> {
          removeUnfinished();
          if (files(network).read().isEmpty()) {
            throw new NoSuchNetworkException(network.name()); // removed meanwhile
          }
          sweep(network);
          List<Endpoint> active = files(network).readEndpoints();
          if (!active.isEmpty()) {
            throw new IOException(
                "error while removing network: network %s has active endpoints (%s)"
                    .formatted(network.name(), named(active)));
          }
          delete(network);
          return null;
        });
  }

  private static String named(List<Endpoint> endpoints) {
    return endpoints.stream()
        .map(e -> "name:\"%s\" id:\"%s\"".formatted(e.name(), e.id().substring(0, 12)))
        .collect(Collectors.joining(", "));
  }

  // ---- endpoints

  /**
   * Gives a container a place on a network: an address, and a cable that is to be plugged in. The
   * network's bridge is there when this returns.
   *
   * @throws NoSuchNetworkException if the network was removed meanwhile
   * @throws IOException if there is no address for it, in docker's words
   */
  public Cable join(Network wanted, JoinRequest request) throws IOException {
    wanted.requireAllowed(request.address());
    return locked(
        () -> {
          Network network =
              files(wanted).read().orElseThrow(() -> new NoSuchNetworkException(wanted.name()));
          sweep(network);
          HostSide host = new HostSide();
          network = prepared(network, host);
          Endpoint endpoint = writeDown(network, request);
          raiseFor(endpoint, host, network);
          members.changed(network, files(network).readEndpoints());
          return new Cable(network, endpoint);
        });
  }

  /** From now on it is known what to undo. */
  private Endpoint writeDown(Network network, JoinRequest request) throws IOException {
    NetworkFiles files = files(network);
    if (files.readEndpoint(request.container()).isPresent()) {
      throw new IOException(
          "endpoint with name %s already exists in network %s"
              .formatted(request.name(), network.name()));
    }
    try (AddressPool pool = open(network)) {
      Endpoint endpoint = endpoint(network, request, allocate(pool, request));
      files.write(endpoint);
      pool.settle();
      return endpoint;
    }
  }

  private static Ipv4 allocate(AddressPool pool, JoinRequest request) throws IOException {
    if (request.address().isEmpty()) {
      return pool.allocate();
    }
    pool.allocate(request.address().get());
    return request.address().get();
  }

  private static Endpoint endpoint(Network network, JoinRequest request, Ipv4 address) {
    String id = randomId();
    return new Endpoint(
        network.id(),
        request.container(),
        id,
        request.name(),
        request.hostname(),
        address,
        Veth.of(id).device(),
        request.inside(),
        request.ports());
  }

  private AddressPool open(Network network) throws IOException {
    NetworkFiles files = files(network);
    return AddressPool.open(
        files.addresses(),
        "%s (%s)".formatted(network.name(), network.id()),
        network.addresses().orElseThrow(),
        () -> files.readEndpoints().stream().map(Endpoint::address).toList());
  }

  /** A network with a device and addresses that the host has, or can have. */
  private Network prepared(Network network, HostSide host) throws IOException {
    if (host.isUp(network)) {
      return network;
    }
    // Nobody has chosen the addresses of the default one, so it need not keep them.
    if (network.isPredefined() && files(network).readEndpoints().isEmpty()) {
      Network planned =
          network.with(
              host.defaultDevice(network), host.network().mtu(), defaultPlan(network, host));
      files(network).write(planned);
      return planned;
    }
    if (host.isMissing(network)) {
      requireFree(network.addresses().orElseThrow().subnet(), host);
    }
    return network;
  }

  /**
   * Makes what is missing of a network's bridge and rules: after a reboot all is, the default one
   * comes and goes, and others may have thrown away all rules of the host. By now an endpoint is
   * written down, with which it goes.
   */
  private void raiseFor(Endpoint endpoint, HostSide host, Network network) throws IOException {
    try {
      raise(host, network);
    } catch (IOException | RuntimeException e) {
      try {
        undo(network, List.of(endpoint));
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private AddressPlan defaultPlan(Network network, HostSide host) throws IOException {
    boolean isFree =
        network.addresses().isPresent()
            && host.network().overlapping(network.addresses().get().subnet()).isEmpty();
    return isFree ? network.addresses().get() : freePlan(host, SubnetPools.DEFAULT);
  }

  /** Takes a container off all networks that it is on; for those whose run it is. */
  public void leave(String container) throws IOException {
    if (!endpointsOf(container).isEmpty()) {
      locked(
          () -> {
            for (Network network : written()) {
              undo(network, files(network).readEndpoint(container).stream().toList());
            }
            return null;
          });
    }
  }

  /** Takes a container off all networks if its run was killed; for anybody, at any time. */
  public void leaveIfLeft(String container) throws IOException {
    if (!endpointsOf(container).isEmpty()) {
      locked(
          () -> {
            for (Network network : written()) {
              if (!members.isUp(container)) {
                undo(network, files(network).readEndpoint(container).stream().toList());
              }
            }
            return null;
          });
    }
  }

  /** Takes those off a network whose runs were killed. */
  private void sweep(Network network) throws IOException {
    List<Endpoint> left = new ArrayList<>();
    for (Endpoint endpoint : files(network).readEndpoints()) {
      if (!members.isUp(endpoint.container())) {
        left.add(endpoint);
      }
    }
    undo(network, left);
  }

  private void undo(Network network, List<Endpoint> endpoints) throws IOException {
    if (endpoints.isEmpty()) {
      return;
    }
    NetworkFiles files = files(network);
    Set<String> gone = endpoints.stream().map(Endpoint::id).collect(Collectors.toSet());
    List<Endpoint> others = new ArrayList<>(files.readEndpoints());
    others.removeIf(endpoint -> gone.contains(endpoint.id()));
    boolean isLast = others.isEmpty() && network.isPredefined();
    HostSide.remove(endpoints, isLast ? List.of(network) : List.of());
    try (AddressPool pool = open(network)) {
      for (Endpoint endpoint : endpoints) {
        pool.release(endpoint.address());
        files.delete(endpoint);
        pool.settle();
      }
    }
    for (Endpoint endpoint : endpoints) {
      members.left(network, endpoint.container());
    }
    members.changed(network, others);
  }

  /** A container has another name now. */
  public void rename(String container, String name) throws IOException {
    locked(
        () -> {
          for (Network network : written()) {
            NetworkFiles files = files(network);
            Optional<Endpoint> endpoint = files.readEndpoint(container);
            if (endpoint.isPresent()) {
              files.write(endpoint.get().withName(name));
              members.changed(network, files.readEndpoints());
            }
          }
          return null;
        });
  }
}
