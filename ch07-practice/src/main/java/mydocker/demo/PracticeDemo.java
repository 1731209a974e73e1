package mydocker.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** The chapter's demo: what makes a tool of a small Docker. */
final class PracticeDemo implements Demo {
  @Override
  public String name() {
    return "practice";
  }

  @Override
  public String title() {
    return "a day with containers";
  }

  @Override
  public String story() {
    return """
        Nothing here is a new idea of how containers work, and all of it is what people expect of a
        tool: images from elsewhere, a terminal, a second try, files in and out, a look at what is
        used.
        Each command below can be typed; here all are given a --root of their own.""";
  }

  @Override
  public String explain() throws IOException {
    try (OwnHome home = OwnHome.make(new PrintStream(OutputStream.nullOutputStream()))) {
      return home.explain("-t", "busybox");
    }
  }

  @Override
  public void show(PrintStream out) throws IOException {
    try (OwnHome home = OwnHome.make(out)) {
      new PracticeTour(home, out).show();
    }
  }

  @Override
  public String tryThis() {
    return """
        tty; stty size            a terminal of its own, as large as yours: now change that
        ls -l /proc/1/fd          where its stdin, stdout and stderr lead
        Ctrl-P Ctrl-Q             leaves it alone: it goes on until the demo ends""";
  }

  @Override
  public int shell() throws IOException {
    try (OwnHome home = OwnHome.make(System.out)) {
      return new PracticeTour(home, System.out).enter();
    }
  }
}
