package mydocker.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import mydocker.config.NetworkMode;
import mydocker.config.NetworkSpec;
import mydocker.config.Resolver;
import mydocker.config.Volume;

/** The files of /etc that are a container's own, whatever its image has there. */
public final class EtcFiles {
  private static final Path HOSTS = Path.of("/etc/hosts");
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  /** Used where all of the host's own name servers are out of a container's reach: docker's. */
  private static final String PUBLIC_SERVERS = "nameserver 8.8.8.8\nnameserver 8.8.4.4\n";

  private final Path folder;

  /**
   * @param folder where they are kept
   */
  public EtcFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes them anew. On its networks the container has more lines in {@link #hosts}. */
  public void write(String hostname, NetworkSpec network) throws IOException {
    NetworkMode mode = network.mode();
    Resolver resolver = network.resolver();
    write("hostname", hostname + "\n");
    String hosts = mode.isHost() ? read(HOSTS) : hosts(hostname, mode);
    write("hosts", hosts + resolver.hostsLines());
    String servers = mode.isHost() ? read(RESOLV_CONF) : resolvConf(read(RESOLV_CONF));
    write("resolv.conf", resolver.over(servers));
  }

  private static String hosts(String hostname, NetworkMode mode) {
    String own = mode.isNone() ? "127.0.1.1\t" + hostname + "\n" : "";
    return """
        127.0.0.1\tlocalhost
        ::1\tlocalhost ip6-localhost ip6-loopback
        fe00::0\tip6-localnet
        ff00::0\tip6-mcastprefix
        ff02::1\tip6-allnodes
        ff02::2\tip6-allrouters
        """
        + own;
  }

  /** The one that is kept up to date while the container is on networks. */
  public HostsFile hosts() {
    return new HostsFile(folder.resolve("hosts"));
  }

  /** A file of the host's, which need not have it; nor need its comments be text. */
  static String read(Path file) throws IOException {
    return Files.exists(file) ? new String(Files.readAllBytes(file), UTF_8) : "";
  }

  /** For all users of the container to read, whatever the umask of root is here. */
  private void write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** The host's resolv.conf(5) without servers on the host's own loopback device. */
  static String resolvConf(String host) {
    String kept =
        host.lines()
            .filter(line -> !isOnLoopback(line))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    boolean hasServer = kept.lines().anyMatch(line -> line.startsWith("nameserver"));
    return hasServer ? kept : kept + PUBLIC_SERVERS;
  }

  private static boolean isOnLoopback(String line) {
    String[] words = line.trim().split("\\s+");
    if (words.length < 2 || !words[0].equals("nameserver") || !words[1].matches("[0-9a-fA-F.:]+")) {
      return false;
    }
    try {
      return InetAddress.getByName(words[1]).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The mounts that show them. */
  public List<Volume> volumes() {
    return List.of(
        new Volume(folder.resolve("hostname"), "/etc/hostname", false),
        new Volume(folder.resolve("hosts"), "/etc/hosts", false),
        new Volume(folder.resolve("resolv.conf"), "/etc/resolv.conf", false));
  }
}
