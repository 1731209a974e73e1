package mydocker.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** The chapter's demo: a container's life, from the first call to the last file. */
final class TourDemo extends Demo {
  TourDemo() {
    super(
        "tour",
        "the life of a container",
        """
        A container in the background needs a parent that outlives mydocker: its monitor, which
        keeps what it writes, waits for its end and has somebody clean up. That is no program but a
        list of calls of the C library, in a copy of this JVM that has given its memory back.
        There is no daemon: all else is files in a folder, and questions to the kernel.
        Each command below can be typed; here all are given a --root of their own.""",
        """
        ps                        process 1, its child and this shell
        echo hi > /proc/1/fd/1    what process 1 writes is in its log: you see it at the end
        kill 1                    process 1 says goodbye; the kernel ends all others with it""");
  }

  @Override
  String explain() throws IOException {
    try (OwnHome home = OwnHome.make(new PrintStream(OutputStream.nullOutputStream()))) {
      return home.explain("busybox");
    }
  }

  @Override
  void show(PrintStream out) throws IOException {
    try (OwnHome home = OwnHome.make(out)) {
      new Tour(home, out).show();
    }
  }

  @Override
  int shell() throws IOException {
    try (OwnHome home = OwnHome.make(System.out)) {
      return new Tour(home, System.out).enter();
    }
  }
}
