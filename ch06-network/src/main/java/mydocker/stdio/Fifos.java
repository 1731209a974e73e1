package mydocker.stdio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mydocker.linux.ErrnoException;
import mydocker.linux.LibC;
import mydocker.linux.OpenFile;

/** Pipes that have a name, so that another process can open its end later: fifo(7). */
public final class Fifos {
  private static final int OWNER_ONLY = 0600;

  private Fifos() {}

  /** Makes one anew; whoever has the one before open keeps that. */
  public static void make(Path fifo) throws IOException {
    Files.deleteIfExists(fifo);
    LibC.check(LibC.get().mkfifo(fifo.toString(), OWNER_ONLY), "make FIFO " + fifo);
  }

  /** The end to write to, if there is a process that has the other one open. */
  public static Optional<OpenFile> openToWrite(Path fifo) throws ErrnoException {
    try {
      return Optional.of(OpenFile.open(fifo, OpenFile.O_WRONLY | OpenFile.O_NONBLOCK));
    } catch (ErrnoException e) {
      return switch (e.errno()) {
        case ENXIO, ENOENT -> Optional.empty();
        default -> throw e;
      };
    }
  }
}
