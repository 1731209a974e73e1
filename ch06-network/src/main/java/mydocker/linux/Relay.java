package mydocker.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jnr.constants.platform.Errno;

/**
 * Copies what a process writes to files of ours, until it has ended and all is copied. A process
 * that it has left behind may have the same pipe open, and for that nobody waits: all that was
 * written before the end is in the pipe by then.
 */
public final class Relay implements AutoCloseable {
  /** The place of its descriptor among all. */
  private static final int END = 0;

  private record Stream(int from, int to, Runnable ifNobodyReads) {}

  private final List<Stream> streams = new ArrayList<>();
  private final Pipe end;

  /** One that has nothing to copy yet. */
  public Relay() throws ErrnoException {
    end = new Pipe(LibC.get());
  }

  /** Has it copy what comes out of a pipe; who writes to that learns if nobody reads ours. */
  public Relay copy(Pipe from, int to) {
    streams.add(new Stream(from.readEnd(), to, from::closeReadEnd));
    return this;
  }

  /** Has it end with a process. */
  public Relay endWith(Child child) {
    Thread thread =
        new Thread(
            () -> {
              try {
                child.waitFor();
              } catch (ErrnoException e) {
                // whoever waits for it, too, will be told
              }
              end();
            },
            "end of " + child.pid());
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  /** Has it end when it has copied what is there now. */
  public void end() {
    end.closeWriteEnd();
  }

  /**
   * Copies, to the end.
   *
   * @throws IOException if a file of ours cannot be written to, unless nobody wants to read it
   */
  public void run() throws IOException {
    Poll poll = new Poll(Poll.IN, descriptors());
    Transfer transfer = new Transfer();
    IOException failure = null;
    int open = streams.size();
    boolean isEmpty = false;
    while (open > 0 && !(isEmpty && poll.isReady(END))) {
      poll.await();
      isEmpty = true;
      for (int i = 0; i < streams.size(); i++) {
        if (poll.isReady(i + 1)) {
          isEmpty = false;
          try {
            if (copy(transfer, streams.get(i))) {
              continue;
            }
          } catch (IOException e) {
            failure = e;
          }
          poll.forget(i + 1);
          open--;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * First the one that says that it is over, and so the one that is looked at first: those that are
   * empty after that stay so.
   */
  private int[] descriptors() {
    return IntStream.concat(IntStream.of(end.readEnd()), streams.stream().mapToInt(Stream::from))
        .toArray();
  }

  /** Copies what is there; returns whether more may come. */
  private static boolean copy(Transfer transfer, Stream stream) throws ErrnoException {
    int length = transfer.read(stream.from());
    if (length == 0) {
      return false;
    }
    try {
      transfer.write(stream.to(), length);
      return true;
    } catch (ErrnoException e) {
      stream.ifNobodyReads().run();
      if (e.errno() == Errno.EPIPE) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    end.close();
  }
}
