package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.linux.ChildProgram;
import mydocker.linux.FileSystems;
import mydocker.linux.MountFlags;
import mydocker.linux.Namespace;

/** The union file system with which docker began: aufs(5). */
final class AufsDemo extends NamespaceDemo {
  private static final String PLACE = "/mnt";
  private static final int LAYERS = 4;
  private static final int MODE = 0755;

  /** The name of this mount's folder in /sys/fs/aufs is in /proc/self/mountinfo. */
  private static final String SESSION =
      """
      1. The union shows the files of all five layers.
      # ls mnt
      # cat mnt/image-layer1.txt
      2. The kernel tells which branches it has: the first is rw, the others are ro.
      # si=$(sed -n 's/.* aufs .*si=\\([0-9a-f]*\\).*/\\1/p' /proc/self/mountinfo | tail -n 1)
      # cat /sys/fs/aufs/si_$si/br[0-9]*
      3. What is written goes to a copy in the container-layer.
      # echo "write to mnt's image-layer4.txt" >> mnt/image-layer4.txt
      # cat mnt/image-layer4.txt
      # cat image-layer4/image-layer4.txt
      # cat container-layer/image-layer4.txt
      4. What is deleted stays in its layer; an empty file .wh.NAME (whiteout) hides it.
      # rm mnt/image-layer3.txt
      # ls mnt
      # ls -A image-layer3 container-layer
      """;

  AufsDemo() {
    super(
        "aufs",
        "the same by aufs, with which docker began",
        """
        A container-layer that can be written stands over four image-layers that are only read. aufs
        calls each a branch: the first one is rw, the others are ro, unless they are told otherwise.
        It was never part of Linux. Ubuntu's kernels had it up to 20.04.
        Compare: what mnt shows, and in which layer it really is.""",
        """
        echo hi > mnt/new; ls container-layer       what is new is in the container-layer only
        rm mnt/image-layer2.txt; ls -A container-layer
        cat /proc/self/mountinfo | grep aufs        si= names the folder in /sys/fs/aufs""",
        Namespace.MNT);
  }

  @Override
  ChildProgram inside(ChildProgram program) {
    program
        .mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null)
        .mount("tmpfs", PLACE, "tmpfs", 0, "size=16m,mode=755")
        .chdir(PLACE)
        .mkdir("mnt", MODE)
        .mkdir("container-layer", MODE);
    StringBuilder branches = new StringBuilder("dirs=./container-layer");
    for (int i = LAYERS; i > 0; i--) {
      program.mkdir("image-layer" + i, MODE);
      branches.append(":./image-layer").append(i);
    }
    return program
        .parent("put a file into each layer", AufsDemo::fill)
        .mount("none", "./mnt", "aufs", 0, branches.toString());
  }

  /** The parent's step, which is not made when the calls are only explained. */
  private static void fill(int pid) throws IOException {
    requireAufs();
    Path folder = Path.of("/proc", Integer.toString(pid), "cwd");
    Files.writeString(folder.resolve("container-layer/container-layer.txt"), "I am container\n");
    for (int i = 1; i <= LAYERS; i++) {
      String layer = "image-layer" + i;
      Files.writeString(folder.resolve(layer).resolve(layer + ".txt"), "I am " + layer + "\n");
    }
  }

  private static void requireAufs() throws IOException {
    if (!FileSystems.has("aufs")) {
      throw new UnsupportedOperationException(
          "mount aufs: this kernel has none, or you are not root (sudo): the course machine has it,"
              + " cd vagrant; vagrant up; mydocker overlay shows the same here");
    }
  }

  @Override
  List<String> commands() {
    return List.of(); // nothing to compare with outside
  }

  @Override
  void show(PrintStream out) throws IOException {
    Session.print(out, SESSION, program(), namespaces());
  }
}
