package mydocker.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mydocker.linux.WholeFile;

/**
 * The folder of one network:
 *
 * <pre>
 *   network.json                    what it is: written last and deleted first
 *   addresses                       which of its addresses are taken: {@link AddressPool}
 *   endpoints/CONTAINER.json        who is on it
 * </pre>
 */
final class NetworkFiles {
  private static final String JSON = ".json";

  private final Path folder;

  NetworkFiles(Path folder) {
    this.folder = folder;
  }

  private Path network() {
    return folder.resolve("network.json");
  }

  Path addresses() {
    return folder.resolve("addresses");
  }

  private Path endpoints() {
    return folder.resolve("endpoints");
  }

  private Path endpoint(String container) {
    return endpoints().resolve(container + JSON);
  }

  /** What it is; nothing if it is not whole yet, or was removed. */
  Optional<Network> read() throws IOException {
    try {
      return Optional.of(NetworkJson.readNetwork(Files.readAllBytes(network()), network()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void write(Network network) throws IOException {
    Files.createDirectories(endpoints());
    WholeFile.write(network(), NetworkJson.write(network));
  }

  /** Who is on it. */
  List<Endpoint> readEndpoints() throws IOException {
    List<Endpoint> all = new ArrayList<>();
    String[] names = endpoints().toFile().list((dir, name) -> name.endsWith(JSON));
    for (String name : names == null ? new String[0] : names) {
      readEndpoint(name.substring(0, name.length() - JSON.length())).ifPresent(all::add);
    }
    all.sort(Comparator.comparing(Endpoint::address));
    return all;
  }

  /** A container's place on it. */
  Optional<Endpoint> readEndpoint(String container) throws IOException {
    try {
      return Optional.of(
          NetworkJson.readEndpoint(Files.readAllBytes(endpoint(container)), endpoint(container)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void write(Endpoint endpoint) throws IOException {
    WholeFile.write(endpoint(endpoint.container()), NetworkJson.write(endpoint));
  }

  void delete(Endpoint endpoint) throws IOException {
    Files.deleteIfExists(endpoint(endpoint.container()));
  }

  /** Removes all; what is without network.json is nobody's, and can go any time. */
  void delete() throws IOException {
    Files.deleteIfExists(network());
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
