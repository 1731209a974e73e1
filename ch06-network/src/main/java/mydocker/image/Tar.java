package mydocker.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static mydocker.linux.MountFlags.MNT_DETACH;
import static mydocker.linux.MountFlags.MS_BIND;
import static mydocker.linux.MountFlags.MS_NODEV;
import static mydocker.linux.MountFlags.MS_PRIVATE;
import static mydocker.linux.MountFlags.MS_RDONLY;
import static mydocker.linux.MountFlags.MS_REC;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;

/**
 * The host's tar, where it can do no harm. An archive may come from an enemy, and it is root who
 * unpacks it: its names can lead upwards, its links anywhere.
 *
 * <p>So tar has a mount namespace of its own, where all that it can write to is the layer:
 *
 * <pre>
 *   /      the host's files, which tar needs to run: to be read only, and without what is mounted
 *   /mnt   the layer's folder, where no device can be opened
 * </pre>
 */
public final class Tar {
  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int ENOUGH = 1000;

  private Tar() {}

  /**
   * Unpacks an archive: owners, permissions, times, links and device nodes are kept.
   *
   * @param archive not compressed
   * @param diff an empty folder
   * @throws IOException if it is damaged, or tar refuses it: the first line of what that says
   */
  public static void unpack(Path archive, Path diff) throws IOException {
    Path errors = Files.createFile(diff.resolveSibling("errors"));
    int code =
        new ChildProgram()
            .close(0)
            .open(archive.toString(), O_RDONLY)
            .close(2)
            .open(errors.toString(), O_WRONLY)
            .chdir(diff.toString())
            .mount("none", "/", null, MS_REC | MS_PRIVATE, null)
            .mount("/", "/mnt", null, MS_BIND, null)
            .remount("/mnt", MS_RDONLY | MS_NODEV)
            .mount(".", "/mnt/mnt", null, MS_BIND, null)
            .remount("/mnt/mnt", MS_NODEV)
            .chdir("/mnt")
            .pivotRoot(".", ".")
            .umount2(".", MNT_DETACH)
            .chdir("/mnt")
            .execveFirst(
                List.of("/usr/bin/tar", "/bin/tar"),
                List.of("tar", "-x", "-p", "--numeric-owner", "-f", "-"),
                List.of("LC_ALL=C"))
            .start(Set.of(Namespace.MNT))
            .waitFor();
    String said;
    try (InputStream bytes = Files.newInputStream(errors)) {
      said = new String(bytes.readNBytes(ENOUGH), ISO_8859_1); // a line for each entry, maybe
    }
    Files.delete(errors);
    if (code != 0) {
      String reason = said.lines().findFirst().orElse("tar has ended with " + code);
      throw new IOException("unpack " + archive + ": " + reason);
    }
  }
}
