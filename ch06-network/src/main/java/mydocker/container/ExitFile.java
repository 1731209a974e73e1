package mydocker.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * How a container has ended, as its monitor has it from the kernel: a siginfo_t (sigaction(2)) and
 * a struct timespec, byte for byte.
 *
 * @param code the exit code of process 1, or 128 + n if signal n ended it
 * @param time when
 */
record ExitFile(int code, Instant time) {
  /** Its name in the container's folder. */
  static final String NAME = "exit";

  static final String NEW = "exit.new";

  static final int TIME = 128;

  static final int SIZE = TIME + 16;

  private static final int SI_CODE = 8;
  private static final int SI_STATUS = 24;
  private static final int CLD_EXITED = 1;

  /** Reads one, which is complete when it has its name. */
  static ExitFile read(Path file) throws IOException {
    return parse(Files.readAllBytes(file));
  }

  /** Reads one that was opened before it was complete, and that may have lost its name since. */
  static ExitFile read(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    file.read(bytes, 0);
    return parse(bytes.array());
  }

  private static ExitFile parse(byte... siginfo) {
    ByteBuffer bytes = ByteBuffer.wrap(siginfo).order(ByteOrder.nativeOrder());
    int status = bytes.getInt(SI_STATUS);
    int code = bytes.getInt(SI_CODE) == CLD_EXITED ? status : 128 + status;
    return new ExitFile(code, Instant.ofEpochSecond(bytes.getLong(TIME), bytes.getLong(TIME + 8)));
  }
}
