package mydocker.demo;

import java.util.List;
import java.util.OptionalInt;

/** All demos, in the order of the book. */
public final class Demos {
  private Demos() {}

  /**
   * The demos of chapter 2.
   *
   * @param process the process whose namespaces the setns demo enters, if the reader has named one
   */
  public static List<Demo> namespaces(OptionalInt process) {
    return List.of(
        new UtsDemo(),
        new IpcDemo(),
        new PidDemo(),
        new MountDemo(),
        new UserDemo(),
        new NetworkDemo(),
        new CgroupDemo(),
        new TimeDemo(),
        new UnshareDemo(),
        new SetnsDemo(process));
  }
}
