package mydocker.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The networks that are written down: a folder for each, by its ID, and a lock for who changes
 * them.
 */
final class NetworkRegistry {
  private static final String ID = "[0-9a-f]{64}";
  private static final int ID_BYTES = 32;

  private final Path folder;
  private final Path lock;

  NetworkRegistry(Path folder, Path lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Something to be done while nobody else changes the networks. */
  interface Change<T> {
    T make() throws IOException;
  }

  /** Makes a change when all others are done. */
  <T> T locked(Change<T> change) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (LockedFile held = LockedFile.open(lock)) {
      return change.make();
    }
  }

  /** All of them, by name. */
  List<Network> list() throws IOException {
    List<Network> all = written();
    if (all.stream().noneMatch(Network::isPredefined)) {
      locked(this::writePredefined);
      all = written();
    }
    return all;
  }

  /** Those that are on disk, by name. */
  List<Network> written() throws IOException {
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

  /** The default one, which is there from the beginning. */
  Void writePredefined() throws IOException {
    if (written().stream().noneMatch(Network::isPredefined)) {
      Network network = new Network(randomId(), Network.DEFAULT, "", 0, Optional.empty(), false);
      files(network).write(network);
    }
    return null;
  }

  /** An ID for a network or an endpoint. */
  static String randomId() {
    byte[] bytes = new byte[ID_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Where a network is. */
  NetworkFiles files(Network network) {
    return new NetworkFiles(folder.resolve(network.id()));
  }

  /**
   * The network that a word names.
   *
   * @param reference its name, its ID, or a beginning of its ID that no other has
   * @throws NoSuchNetworkException if there is none
   * @throws IOException if there are several
   */
  Network find(String reference) throws IOException {
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

  /** Refuses a name that a network has. */
  void requireFree(String name) throws IOException {
    if (written().stream().anyMatch(network -> network.name().equals(name))) {
      throw new IOException("network with name %s already exists".formatted(name));
    }
  }

  /** The addresses of all that have some. */
  List<Subnet> subnets() throws IOException {
    return written().stream()
        .flatMap(network -> network.addresses().stream())
        .map(AddressPlan::subnet)
        .toList();
  }

  /** A container's places on all networks, whether it runs or not, in the order of its devices. */
  List<Endpoint> endpointsOf(String container) throws IOException {
    List<Endpoint> all = new ArrayList<>();
    for (Network network : written()) {
      files(network).readEndpoint(container).ifPresent(all::add);
    }
    all.sort(Comparator.comparing(Endpoint::inside));
    return all;
  }

  /** Its addresses, of which one is to be handed out or taken back. */
  AddressPool pool(Network network) throws IOException {
    NetworkFiles files = files(network);
    return AddressPool.open(
        files.addresses(),
        "%s (%s)".formatted(network.name(), network.id()),
        network.addresses().orElseThrow(),
        () -> files.readEndpoints().stream().map(Endpoint::address).toList());
  }

  /** What was killed while it made or removed a network has left a folder without network.json. */
  void removeUnfinished() throws IOException {
    for (NetworkFiles files : folders()) {
      if (files.read().isEmpty()) {
        files.delete();
      }
    }
  }

  /** Removes a network: the thing, and then the paper. */
  void delete(Network network) throws IOException {
    HostSide.remove(List.of(), List.of(network));
    files(network).delete();
  }
}
