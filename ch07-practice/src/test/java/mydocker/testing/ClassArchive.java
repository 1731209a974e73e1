package mydocker.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The classes of the program as its launcher has them: parsed and linked once, and mapped from then
 * on. The first test that needs the archive makes it, in {@code target/program}, for as long as the
 * classes and the Java stay what they are. It saves half the time of each of some thousand starts.
 */
final class ClassArchive {
  private static final String MAIN = "mydocker.Main";

  private static List<String> options;

  private ClassArchive() {}

  /** The options of a JVM that has the program, and then the tests, on its class path. */
  static synchronized List<String> options() {
    if (options == null) {
      try {
        options = make(target());
      } catch (IOException | UncheckedIOException e) {
        if ("true".equals(System.getenv("CI"))) {
          throw new IllegalStateException("make a class archive of the program", e);
        }
        System.out.println("tests are slow: no class archive of the program: " + e.getMessage());
        options = List.of("-cp", System.getProperty("java.class.path"));
      }
    }
    return options;
  }

  private static Path target() throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (entry.endsWith("/target/classes")) {
        return Path.of(entry).getParent();
      }
    }
    throw new IOException("find target/classes on the class path: it is not there");
  }

  private static List<String> make(Path target) throws IOException {
    List<Path> classPath = classPath(target);
    Path folder = target.resolve("program").resolve(key(classPath));
    Path jar = folder.resolve("mydocker.jar");
    Path natives = folder.resolve("native");
    Path archive = folder.resolve("classes.jsa");
    List<String> found =
        List.of(
            // jffi unpacks its library at every start, unless it finds it unpacked.
            "-Djffi.boot.library.path=" + natives,
            "-XX:CompileThresholdScaling=20",
            "-Djava.util.logging.config.file=/dev/null",
            "-XX:-UsePerfData",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-cp",
            jar + File.pathSeparator + target.resolve("test-classes"));
    Files.createDirectories(folder);
    // Another JVM may be about to make the same.
    try (FileChannel lock = lock(target)) {
      lock.lock();
      if (Files.notExists(archive)) {
        removeOthers(folder);
        OneJar.write(jar, natives, classPath);
        dump(archive, target, found);
      }
    }
    List<String> all = new ArrayList<>(found);
    all.add(0, "-XX:SharedArchiveFile=" + archive);
    return List.copyOf(all);
  }

  /** Those of classes that are not there any more. */
  private static void removeOthers(Path folder) throws IOException {
    try (Stream<Path> others = Files.list(folder.getParent())) {
      for (Path other : others.filter(Files::isDirectory).toList()) {
        if (!other.equals(folder)) {
          remove(other);
        }
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static FileChannel lock(Path target) throws IOException {
    return FileChannel.open(
        target.resolve("program/lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** The classes of the program, and what Maven has found it to need. */
  private static List<Path> classPath(Path target) throws IOException {
    Path file = target.resolve("runtime-class-path");
    if (Files.notExists(file)) {
      throw new IOException("read " + file + ": there is none: let Maven make it (mvn test)");
    }
    List<Path> all = new ArrayList<>(List.of(target.resolve("classes")));
    for (String jar : Files.readString(file).strip().split(File.pathSeparator)) {
      all.add(Path.of(jar));
    }
    return all;
  }

  /** What differs if another Java runs the tests, or if a class or a library is another one. */
  private static String key(List<Path> classPath) throws IOException {
    StringBuilder key = new StringBuilder(Mydocker.java()).append(Runtime.version());
    for (Path entry : classPath) {
      try (Stream<Path> files = Files.walk(entry)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          key.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
        }
      }
    }
    CRC32 crc = new CRC32();
    crc.update(key.toString().getBytes());
    return Long.toHexString(crc.getValue());
  }

  /** All classes of the program, and what else of Java and the libraries a first run loads. */
  private static void dump(Path archive, Path target, List<String> found) throws IOException {
    Path folder = archive.getParent();
    Path list = folder.resolve("classes.list");
    Path dumped = folder.resolve("classes.new");
    Path jar = folder.resolve("mydocker.jar");
    // Not in target, which may lie on a file system that cannot hold a union's upper layer.
    Path root = Files.createTempDirectory("training");
    try {
      run("-XX:+UseSerialGC", "-XX:DumpLoadedClassList=" + list, found, training(target, root));
    } finally {
      remove(root);
    }
    Files.write(list, OneJar.classes(target.resolve("classes")), StandardOpenOption.APPEND);
    // Only this collector can store objects; others can load them.
    List<String> alone = new ArrayList<>(found.subList(0, found.size() - 1));
    alone.add(jar.toString());
    run(
        "-XX:+UseG1GC",
        "-XX:SharedArchiveFile=" + dumped,
        alone,
        List.of("-Xshare:dump", "-XX:SharedClassListFile=" + list));
    Files.move(dumped, archive, StandardCopyOption.ATOMIC_MOVE);
  }

  private static List<String> training(Path target, Path root) throws IOException {
    boolean isRoot = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    if (isRoot && Files.isDirectory(target.resolve("classes/mydocker/image"))) {
      return List.of(MAIN, "--root", root.toString(), "run", "--rm", "busybox", "true");
    }
    return List.of(MAIN, "--show", "uts");
  }

  private static void run(String first, String second, List<String> found, List<String> last)
      throws IOException {
    List<String> command = new ArrayList<>(Mydocker.jvm());
    command.addAll(List.of(first, second));
    command.addAll(found);
    command.addAll(last);
    try {
      Mydocker run = Mydocker.run(command);
      if (run.code() != 0) {
        throw new IOException(String.join(" ", command) + ": " + run);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("make a class archive: interrupted", e);
    }
  }
}
