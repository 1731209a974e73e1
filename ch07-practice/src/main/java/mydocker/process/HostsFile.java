package mydocker.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import mydocker.config.ContainerId;
import mydocker.linux.ErrnoException;
import mydocker.linux.OpenFile;
import mydocker.network.Endpoint;
import mydocker.network.Network;

/**
 * A container's /etc/hosts while it is on networks: a block for each, which is kept up to date. The
 * lines around the blocks are the container's own.
 *
 * <p>It is written in place: what is mounted in the container is this file, and not its name.
 */
public final class HostsFile {
  /** The container's own lines can be as many as it likes; so many bytes of them we put up with. */
  private static final int MOST = 1 << 20;

  /** They may be no text in any encoding: a char for each byte keeps them as they are. */
  private static final Charset BYTES = ISO_8859_1;

  private final Path file;

  /**
   * @param file the container's hosts(5)
   */
  HostsFile(Path file) {
    this.file = file;
  }

  /** Shows a container who is on one of its networks. */
  public void show(Network network, String container, List<Endpoint> endpoints) throws IOException {
    replace(network, block(network, container, endpoints));
  }

  /** The container has left a network. */
  public void remove(Network network) throws IOException {
    replace(network, "");
  }

  /** Its own host name first; then, where containers find each other by name, all their names. */
  private static String block(Network network, String container, List<Endpoint> endpoints) {
    Stream<String> own =
        endpoints.stream()
            .filter(endpoint -> endpoint.container().equals(container))
            .map(endpoint -> endpoint.address() + "\t" + endpoint.hostname());
    Stream<String> all =
        endpoints.stream()
            .filter(endpoint -> network.resolvesNames())
            .map(endpoint -> endpoint.address() + "\t" + names(endpoint));
    String lines = Stream.concat(own, all).map(line -> line + "\n").collect(Collectors.joining());
    return begin(network) + lines + end(network);
  }

  private static String names(Endpoint endpoint) {
    String brief = new ContainerId(endpoint.container()).brief();
    return Stream.concat(
            Stream.concat(Stream.of(endpoint.name()), endpoint.aliases().stream()),
            Stream.of(brief))
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String begin(Network network) {
    return "# network " + network.name() + "\n";
  }

  private static String end(Network network) {
    return "# end of network " + network.name() + "\n";
  }

  private void replace(Network network, String block) throws IOException {
    // The container may have a lease on it: then open(2) would have all networks wait for it. Once
    // this is open nobody gets one: fcntl(2).
    try (OpenFile open = OpenFile.open(file, OpenFile.O_RDWR | OpenFile.O_NONBLOCK)) {
      replace(read(), network, block);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.EAGAIN) {
        throw e;
      }
      // it has been removed meanwhile, or does not want to know
    }
  }

  /** The container may let it grow at any time. */
  private String read() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      return bytes.length > MOST ? "" : new String(bytes, BYTES);
    }
  }

  private void replace(String old, Network network, String block) throws IOException {
    int begin = old.indexOf(begin(network));
    int end = old.indexOf(end(network), Math.max(begin, 0));
    String now =
        begin < 0 || end < 0
            ? old + block
            : old.substring(0, begin) + block + old.substring(end + end(network).length());
    if (!now.equals(old)) {
      writeInPlace(now.getBytes(BYTES));
    }
  }

  /** In one call, and shortened after that: a reader at the same time misses no line. */
  private void writeInPlace(byte[] text) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(text);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.truncate(text.length);
    }
  }
}
