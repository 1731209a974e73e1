package mydocker.demo;

import java.util.List;
import java.util.OptionalInt;

/** All demos, in the order of the book. */
final class Demos {
  private Demos() {}

  /** Those that are shown when none is named: this chapter's famous one. */
  static List<Demo> shownByDefault() {
    return List.of(new PracticeDemo());
  }

  /**
   * All of them.
   *
   * @param process the process whose namespaces the setns demo enters, if the reader has named one
   */
  static List<Demo> all(OptionalInt process) {
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
        new SetnsDemo(process),
        new MemoryDemo(),
        new HierarchyDemo(),
        new SubsystemsDemo(),
        new CpuDemo(),
        new OverlayDemo(),
        new AufsDemo(),
        new PivotRootDemo(),
        new TourDemo(),
        new BridgeDemo(),
        new PracticeDemo());
  }
}
