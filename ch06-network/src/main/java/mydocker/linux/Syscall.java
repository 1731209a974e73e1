package mydocker.linux;

import java.util.Locale;

/** System calls that are made by number, through syscall(2). */
enum Syscall {
  // The C library's own functions for these three do more: they change the IDs of all threads
  // (nptl(7)). A child has a copy of the list of them, perhaps locked and half changed, but not the
  // threads.
  SETRESUID(117, 147),
  SETRESGID(119, 149),
  SETGROUPS(116, 159),
  // glibc has a function for it since 2.34.
  CLOSE_RANGE(436, 436),
  // And for these two since 2.36.
  PIDFD_OPEN(434, 434),
  // glibc has had a function for it, that programs can find, only since 2.33.
  MKNODAT(259, 33);

  private final int x86;
  private final int aarch64;

  Syscall(int x86, int aarch64) {
    this.x86 = x86;
    this.aarch64 = aarch64;
  }

  /** Its number on this machine: asm/unistd_64.h, asm-generic/unistd.h. */
  Constant number() {
    String machine = System.getProperty("os.arch");
    int number =
        switch (machine) {
          case "amd64" -> x86;
          case "aarch64" -> aarch64;
          default ->
              throw new UnsupportedOperationException(
                  "mydocker runs on x86-64 and aarch64, not on " + machine);
        };
    return new Constant(number, "SYS_" + name().toLowerCase(Locale.ROOT));
  }
}
