package mydocker.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A container that runs beside a test until it is closed, which removes it. */
public final class Running implements AutoCloseable {
  private final Root root;
  private final String name;

  private Running(Root root, String name) {
    this.root = root;
    this.name = name;
  }

  /**
   * Starts one of busybox, which is ready when this returns.
   *
   * @param script what its shell does before it waits
   */
  public static Running start(Root root, String name, String script, String... options)
      throws Exception {
    List<String> words = new ArrayList<>(List.of("run", "-d", "--cgroup-parent", Root.PARENT));
    words.addAll(List.of("--name", name));
    words.addAll(List.of(options));
    words.addAll(List.of("busybox", "sh", "-c", script + "\necho ready; exec sleep 1000"));
    root.out(words.toArray(String[]::new));
    Running running = new Running(root, name);
    Await.until("it says that it is ready", () -> root.out("logs", name).contains("ready\n"));
    return running;
  }

  /** Its first process, as the host numbers it. */
  public int pid() throws Exception {
    return Integer.parseInt(root.inspect(name, "{{.State.Pid}}"));
  }

  @Override
  public void close() throws IOException {
    try {
      root.out("rm", "-f", name);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
