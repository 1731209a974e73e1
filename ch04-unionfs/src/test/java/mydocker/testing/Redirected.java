package mydocker.testing;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.constants.platform.Fcntl;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * What this JVM writes to stdout and stderr goes into files, as long as it is open: also what is
 * written by a descriptor's number, or by a child. Its stdin, which Maven writes to, is left alone,
 * but {@code System.in} is empty.
 */
final class Redirected implements AutoCloseable {
  private static final POSIX POSIX = POSIXFactory.getPOSIX();
  private static final int FD_CLOEXEC = 1;

  private final InputStream stdin = System.in;
  private final PrintStream stdout = System.out;
  private final PrintStream stderr = System.err;
  private final Path out = Files.createTempFile("stdout", null);
  private final Path err = Files.createTempFile("stderr", null);
  private final int savedOut = save(1);
  private final int savedErr = save(2);

  Redirected() throws IOException {
    System.setIn(InputStream.nullInputStream());
    System.setOut(new PrintStream(redirect(out, FileDescriptor.out, 1), true, "UTF-8"));
    System.setErr(new PrintStream(redirect(err, FileDescriptor.err, 2), true, "UTF-8"));
  }

  private static int save(int fd) {
    int saved = check(POSIX.dup(fd));
    check(POSIX.fcntlInt(saved, Fcntl.F_SETFD, FD_CLOEXEC)); // no child gets it
    return saved;
  }

  private static FileOutputStream redirect(Path file, FileDescriptor stream, int fd) {
    int opened = check(POSIX.open(file.toString(), 1 /* O_WRONLY */ | 02000 /* O_APPEND */, 0));
    check(POSIX.dup2(opened, fd));
    check(POSIX.close(opened));
    return new FileOutputStream(stream);
  }

  private static int check(int returned) {
    if (returned == -1) {
      throw new IllegalStateException("redirect stdout and stderr: errno " + POSIX.errno());
    }
    return returned;
  }

  /** What was written to stdout. */
  String out() throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  /** What was written to stderr. */
  String err() throws IOException {
    return Files.readString(err, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    System.setIn(stdin);
    System.setOut(stdout);
    System.setErr(stderr);
    check(POSIX.dup2(savedOut, 1));
    check(POSIX.dup2(savedErr, 2));
    check(POSIX.close(savedOut));
    check(POSIX.close(savedErr));
    Files.delete(out);
    Files.delete(err);
  }
}
