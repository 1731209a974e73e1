package mydocker.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

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

  /** The host's. */
  static Busybox find() throws IOException {
    for (Path file : HERE) {
      if (Files.isExecutable(file) && isStatic(Files.readAllBytes(file))) {
        return of(file);
      }
    }
    throw new IOException(
        "make image busybox: there is no /bin/busybox here that needs no libraries: " + REMEDY);
  }

  private static Busybox of(Path file) throws IOException {
    Instant modified = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
    return new Busybox(Files.readAllBytes(file), modified, applets(file), file.toString());
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
}
