package mydocker.process;

import static mydocker.linux.MountFlags.MNT_DETACH;
import static mydocker.linux.MountFlags.MS_BIND;
import static mydocker.linux.MountFlags.MS_MOVE;
import static mydocker.linux.MountFlags.MS_NODEV;
import static mydocker.linux.MountFlags.MS_NOEXEC;
import static mydocker.linux.MountFlags.MS_NOSUID;
import static mydocker.linux.MountFlags.MS_PRIVATE;
import static mydocker.linux.MountFlags.MS_RDONLY;
import static mydocker.linux.MountFlags.MS_REC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.cgroup.Hierarchies;
import mydocker.config.Volume;
import mydocker.image.Union;
import mydocker.linux.ChildProgram;
import mydocker.linux.MountInfo;

/**
 * The steps by which a child leaves the file system of the host for its own:
 *
 * <pre>
 *   before pivot_root          after it
 *   -----------------          --------
 *   the union of the layers    /
 *     volumes, in a tmpfs      moved to their places
 *     on its /proc             /dev /sys /proc, in that order
 *   the host's /               unmounted
 * </pre>
 *
 * Two rules keep an image from doing harm, which may have symbolic links anywhere. No path in the
 * container is looked up before pivot_root: after it a link can lead to the container's own files
 * only. And the folders that the kernel's file systems go on are in a layer of ours above the
 * image's, where they are no links.
 *
 * <p>And a third keeps its root from doing harm, who may make device nodes, and so the host's disk:
 * where anything can be written, no device can be opened (MS_NODEV). Docker has a cgroup for that.
 */
public final class RootFileSystem {
  /**
   * Where volumes wait, which can be reached from outside only before pivot_root, but have a place
   * only after it. Nothing of the image can be in the way: a layer of ours has this folder.
   */
  private static final String CLOAKROOM = "proc";

  private final ChildProgram program;

  public RootFileSystem(ChildProgram program) {
    this.program = program;
  }

  /**
   * Adds the steps.
   *
   * @param volumes in the order in which they are mounted
   */
  public void enter(Union union, List<Volume> volumes, Hierarchies hierarchies) throws IOException {
    program.mount("none", "/", null, MS_REC | MS_PRIVATE, null);
    union.mount(program);
    program.chdir(union.root().toString());
    program.remount(".", MS_NODEV);
    program.mount("tmpfs", CLOAKROOM, "tmpfs", MS_NOSUID, "mode=700");
    for (int i = 0; i < volumes.size(); i++) {
      leave(volumes.get(i), CLOAKROOM + "/" + i);
    }
    program.pivotRoot(".", ".").umount2(".", MNT_DETACH).chdir("/");
    program.umask(0);
    new Devices(program, "/" + CLOAKROOM).mount();
    program.umask(022);
    new Sys(program).mount(hierarchies);
    for (int i = 0; i < volumes.size(); i++) {
      fetch(volumes.get(i), "/" + CLOAKROOM + "/" + i);
    }
    program.umount2("/" + CLOAKROOM, MNT_DETACH);
    program.mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, null);
    new ProtectedPaths(program).protect();
  }

  private void leave(Volume volume, String place) throws IOException {
    boolean isFolder = isFolder(volume);
    if (isFolder) {
      program.mkdir(place, 0700);
    } else {
      program.mkfile(place, 0600);
    }
    Path source = volume.source();
    if (Files.exists(source)) { // not yet, if it is only to be explained
      source = source.toRealPath(); // the kernel's list of mounts has no links
    }
    program.mount(source.toString(), place, null, MS_BIND | MS_REC, null);
    // A device that is itself the volume is wanted; in a folder any could be made.
    long added = (isFolder ? MS_NODEV : 0) | (volume.readOnly() ? MS_RDONLY : 0);
    for (MountInfo mount : MountInfo.boundWith(source)) {
      // The flags of a mount are one's own, and so are those of each mount below it.
      String below = source.relativize(mount.mountPoint()).toString();
      if (below.isEmpty()) {
        program.remount(place, mount.flags() | added);
      } else {
        program.remountIfMounted(place + "/" + below, mount.flags() | added);
      }
    }
  }

  /** What is missing is made as a folder. */
  private static boolean isFolder(Volume volume) {
    return Files.isDirectory(volume.source()) || !Files.exists(volume.source());
  }

  private void fetch(Volume volume, String place) {
    String destination = volume.destination();
    if (isFolder(volume)) {
      program.mkdirs(destination);
    } else {
      int slash = destination.lastIndexOf('/');
      if (slash > 0) {
        program.mkdirs(destination.substring(0, slash));
      }
      program.mkfile(destination, 0644);
    }
    program.mount(place, destination, null, MS_MOVE, null);
  }
}
