package mydocker.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import mydocker.config.Volume;

/** The files of /etc that are a container's own, whatever its image has there. */
public final class EtcFiles {
  private final Path folder;

  /**
   * @param folder where they are kept
   */
  public EtcFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes them anew. There is no name server: nothing is on the network that it has. */
  public void write(String hostname) throws IOException {
    write("hostname", hostname + "\n");
    write("hosts", hosts(hostname));
    write("resolv.conf", "");
  }

  private static String hosts(String hostname) {
    String own = "127.0.1.1\t" + hostname + "\n";
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

  /** For all users of the container to read, whatever the umask of root is here. */
  private void write(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** The mounts that show them. */
  public List<Volume> volumes() {
    return List.of(
        new Volume(folder.resolve("hostname"), "/etc/hostname", false),
        new Volume(folder.resolve("hosts"), "/etc/hosts", false),
        new Volume(folder.resolve("resolv.conf"), "/etc/resolv.conf", false));
  }
}
