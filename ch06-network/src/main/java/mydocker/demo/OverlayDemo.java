package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.linux.ChildProgram;
import mydocker.linux.ErrnoException;
import mydocker.linux.MountFlags;
import mydocker.linux.Namespace;

/** The chapter's demo: several folders that look like one, by overlayfs. */
final class OverlayDemo extends NamespaceDemo {
  private static final String PLACE = "/mnt";
  private static final int MODE = 0755;
  private static final int BIG = 1 << 20;

  private static final String SESSION =
      """
      1. The union has the files of all layers; of two with one name it shows the upper one.
      # echo lower-1/* lower-2/*
      # echo merged/*
      # cat merged/low merged/high merged/both
      2. A file is copied up before it is changed, whole; the lower one stays as it was.
      # echo changed >> merged/low
      # cat merged/low
      # cat lower-1/low
      # cat upper/low
      3. A file that is deleted stays in its layer; a device 0,0 in the upper one hides it.
      # rm merged/both
      # echo merged/*
      # ls -l upper/both
      # cat lower-2/both
      4. A folder that is deleted and made again is opaque: none below it shows through.
      # rm -r merged/folder; mkdir merged/folder
      # ls merged/folder
      # ls lower-1/folder
      5. Each layer takes what is in it; one byte more in a big file is a copy of the file.
      # du -sk lower-1 lower-2 upper
      # printf x >> merged/big
      # du -sk lower-1 lower-2 upper
      """;

  OverlayDemo() {
    super(
        "overlay",
        "several folders that look like one",
        """
        mount(2) of type overlay lays folders one above the other. The lower ones are only read, so
        that many containers can share them: they are an image. The upper one takes all that is
        written: it is the container. What is read is looked for from the top to the bottom.
        All of it is in a tmpfs that only the child sees, and that ends with it.
        Compare: what the union shows (merged), and in which folder it really is.""",
        """
        echo hi > merged/new; ls upper      what is new is in the upper folder only
        rm merged/high; ls -l upper         a device 0,0 hides what cannot be deleted
        rm upper/high; ls merged            changed behind its back: it may not notice at once""",
        Namespace.MNT);
  }

  @Override
  ChildProgram inside(ChildProgram program) {
    program
        .mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null)
        .mount("tmpfs", PLACE, "tmpfs", 0, "size=16m,mode=755")
        .chdir(PLACE);
    for (String folder : List.of("lower-1", "lower-2", "upper", "work", "merged")) {
      program.mkdir(folder, MODE);
    }
    return program
        .parent("put files into lower-1 and lower-2", OverlayDemo::fill)
        .mount("overlay", "merged", "overlay", 0, options());
  }

  /** Marks of its own that overlayfs keeps in attributes are only root's, outside: xattr(7). */
  private static String options() {
    String layers = "lowerdir=lower-2:lower-1,upperdir=upper,workdir=work";
    return isRoot() ? layers : layers + ",userxattr";
  }

  private static void fill(int pid) throws IOException {
    Path lower = Path.of("/proc", Integer.toString(pid), "cwd");
    for (String layer : List.of("lower-1", "lower-2")) {
      Files.writeString(lower.resolve(layer).resolve("both"), "both of " + layer + "\n");
    }
    Files.writeString(lower.resolve("lower-1/low"), "low of lower-1\n");
    Files.writeString(lower.resolve("lower-2/high"), "high of lower-2\n");
    Path folder = Files.createDirectory(lower.resolve("lower-1/folder"));
    Files.writeString(folder.resolve("old"), "old of lower-1\n");
    Files.write(lower.resolve("lower-2/big"), new byte[BIG]);
  }

  @Override
  List<String> commands() {
    return List.of(); // nothing to compare with outside
  }

  @Override
  void show(PrintStream out) throws IOException {
    try {
      Session.print(out, SESSION, program(), namespaces());
    } catch (ErrnoException e) {
      boolean refused = !isRoot() && e.operation().startsWith("mount overlay");
      throw refused ? e.withRemedy("run it as root (sudo), or on Linux 5.11 or newer") : e;
    }
  }
}
