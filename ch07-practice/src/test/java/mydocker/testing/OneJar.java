package mydocker.testing;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A program and the libraries that it needs in one jar, which opens faster than twenty. */
final class OneJar {
  private static final String NATIVE = "jni/";

  private OneJar() {}

  /** Writes it, and beside it the native library of this machine, which is in a library's jar. */
  static void write(Path jar, Path natives, List<Path> classPath) throws IOException {
    Files.createDirectories(natives);
    Set<String> names = new HashSet<>();
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.setLevel(0); // nothing to unpack later
      for (Path entry : classPath) {
        if (Files.isDirectory(entry)) {
          add(out, names, entry);
        } else {
          try (FileSystem library = FileSystems.newFileSystem(entry)) {
            add(out, names, library.getPath("/"));
            unpack(library, natives);
          }
        }
      }
    }
  }

  /** The names of all classes in a folder, as a JVM lists them. */
  static List<String> classes(Path folder) throws IOException {
    return files(folder).stream()
        .filter(name -> name.endsWith(".class"))
        .map(name -> name.substring(0, name.length() - ".class".length()))
        .toList();
  }

  private static void add(ZipOutputStream out, Set<String> names, Path folder) throws IOException {
    for (String name : files(folder)) {
      // Two libraries can have the same list of services, and one of them would be lost.
      if (name.startsWith("META-INF/services/") && names.contains(name)) {
        throw new IOException("add " + name + ": there is one already");
      }
      boolean isWanted = !name.startsWith(NATIVE) && !isOfItsJar(name);
      if (isWanted && names.add(name)) {
        out.putNextEntry(new ZipEntry(name));
        Files.copy(folder.resolve(name), out);
        out.closeEntry();
      }
    }
  }

  /** What tells something about a whole jar. */
  private static boolean isOfItsJar(String name) {
    return name.equals("META-INF/MANIFEST.MF")
        || name.startsWith("META-INF/versions/")
        || name.endsWith("module-info.class");
  }

  private static void unpack(FileSystem library, Path natives) throws IOException {
    String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
    Path folder = library.getPath("/", NATIVE + machine + "-Linux");
    if (Files.isDirectory(folder)) {
      for (String name : files(folder)) {
        Files.copy(folder.resolve(name), natives.resolve(name), REPLACE_EXISTING);
      }
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
