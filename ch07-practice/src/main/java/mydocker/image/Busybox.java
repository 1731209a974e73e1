package mydocker.image;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The program busybox, many commands in one file.
 *
 * @param program the file
 * @param modified when that was made; the same on all machines that have it from one package
 * @param applets the names of its commands
 * @param origin where it was found
 */
record Busybox(byte[] program, Instant modified, List<String> applets, String origin) {
  private static final String REMEDY = "apt-get update && apt-get install busybox-static";
  private static final List<Path> HERE =
      List.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"));
  private static final int PT_INTERP = 3;

  /** The host's, or else that of Debian's package, which is not installed for this. */
  static Busybox find() throws IOException {
    for (Path file : HERE) {
      if (Files.isExecutable(file) && isStatic(Files.readAllBytes(file))) {
        return of(file, file.toString());
      }
    }
    Path folder = Files.createTempDirectory("mydocker-busybox");
    try {
      return of(unpack(download(folder)), "Debian's package busybox-static");
    } finally {
      for (File file : folder.toFile().listFiles()) {
        file.delete();
      }
      Files.delete(folder);
    }
  }

  private static Busybox of(Path file, String origin) throws IOException {
    Instant modified = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
    return new Busybox(Files.readAllBytes(file), modified, applets(file), origin);
  }

  private static List<String> applets(Path file) throws IOException {
    try {
      Process list = new ProcessBuilder(file.toString(), "--list").start();
      try (BufferedReader names = list.inputReader()) {
        List<String> applets = names.lines().filter(name -> !name.equals("busybox")).toList();
        if (list.onExit().join().exitValue() != 0) {
          throw new IOException(file + " --list: exit code " + list.exitValue());
        }
        return applets;
      }
    } catch (IOException e) {
      throw new IOException("make image busybox: " + e.getMessage() + ": " + REMEDY, e);
    }
  }

  /**
   * Whether a program runs where there are no libraries: it names no program interpreter, which
   * would load them. See elf(5).
   */
  static boolean isStatic(byte[] program) {
    ByteBuffer elf = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (elf.getInt(0) != 0x464c457f) { // "\177ELF"
        return false;
      }
      int headers = Math.toIntExact(elf.getLong(32));
      int size = elf.getShort(54);
      int count = elf.getShort(56);
      for (int i = 0; i < count; i++) {
        if (elf.getInt(headers + i * size) == PT_INTERP) {
          return false;
        }
      }
      return true;
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      return false; // cut off
    }
  }

  /** Fetches the package into a folder. */
  private static Path download(Path folder) throws IOException {
    ProcessBuilder apt =
        new ProcessBuilder(
            "apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", "busybox-static");
    output(apt.directory(folder.toFile()));
    try (DirectoryStream<Path> packages = Files.newDirectoryStream(folder, "*.deb")) {
      for (Path file : packages) {
        return file;
      }
    }
    throw new IOException("download busybox-static: apt-get fetched nothing: " + REMEDY);
  }

  /** Unpacks the program beside its package: deb(5), an ar archive with a tar archive in it. */
  static Path unpack(Path deb) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(deb));
        ArArchiveInputStream ar = new ArArchiveInputStream(in)) {
      seek(ar, "data\\.tar.*", deb);
      TarArchiveInputStream tar = new TarArchiveInputStream(Compression.open(ar));
      ArchiveEntry program = seek(tar, "(\\./)?(usr/)?bin/busybox", deb);
      Path file = deb.resolveSibling("busybox");
      Files.copy(tar, file);
      Files.setLastModifiedTime(file, FileTime.from(program.getLastModifiedDate().toInstant()));
      if (!file.toFile().setExecutable(true)) {
        throw new IOException("make " + file + " executable: " + REMEDY);
      }
      return file;
    }
  }

  private static <E extends ArchiveEntry> E seek(ArchiveInputStream<E> in, String name, Path deb)
      throws IOException {
    for (E entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      if (entry.getName().matches(name)) {
        return entry;
      }
    }
    throw new IOException("read " + deb + ": there is no " + name + " in it: " + REMEDY);
  }

  private static String output(ProcessBuilder command) throws IOException {
    String words = String.join(" ", command.command());
    try {
      Process process = command.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output;
      try (InputStream out = process.getInputStream()) {
        output = new String(out.readAllBytes());
      }
      if (process.waitFor() != 0) {
        throw new IOException(words + ": " + output.strip().lines().findFirst().orElse("failed"));
      }
      return output;
    } catch (IOException e) {
      throw new IOException("make image busybox: " + e.getMessage() + ": " + REMEDY, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + words, e);
    }
  }
}
