package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the parent calls, in which order: a C library that writes down what it is asked for. */
class LaunchTest {
  private static final Call CHDIR = new Call("chdir to /", "chdir", "/");
  private static final Call TRUE =
      new Call("execute", "execve", "/bin/true", new String[] {"true"}, new String[0]);

  private static final String PARENTS_STEP = "parent's step";
  private static final long NONE = 0;
  private static final long FIRST_31 = 0x7fff_ffff;

  /** Neither what a JVM raises itself (SIGILL, TRAP, BUS, FPE, SEGV), nor SIGKILL and SIGSTOP. */
  private static final long FROM_OUTSIDE =
      FIRST_31 & ~SignalMaskTest.bits(4, 5, 7, 8, 11) & ~SignalMaskTest.bits(9, 19);

  private boolean oldKernel;
  private final List<Long> blocked = new ArrayList<>();
  private final List<String> called = new ArrayList<>();
  private final LibC recording =
      (LibC)
          Proxy.newProxyInstance(
              LibC.class.getClassLoader(),
              new Class<?>[] {LibC.class},
              (proxy, method, arguments) -> {
                called.add(method.getName());
                blocked.add(SignalMaskTest.blocked());
                if (oldKernel && method.getName().equals("syscall")) {
                  return -1;
                }
                try {
                  return method.invoke(LibC.get(), arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });

  private void start() throws IOException {
    List<Step> steps =
        List.of(
            new Step.InChild(CHDIR),
            new Step.InParent("note it", pid -> called.add(PARENTS_STEP)),
            new Step.InChild(TRUE));
    Launch.start(recording, steps, Set.of()).waitFor();
  }

  @Test
  void speaksTheProtocol() throws IOException {
    start();
    List<String> protocol =
        called.stream()
            .filter(c -> Set.of("clone", "write", "read", PARENTS_STEP).contains(c))
            .toList();
    assertEquals(List.of("clone", "write", "read", PARENTS_STEP, "write", "read"), protocol);
  }

  @Test
  void layOutAndCloneHappenWhileNoSignalFromOutsideGetsThrough() throws IOException {
    long before = SignalMaskTest.blocked();
    start();
    int clone = called.indexOf("clone");
    assertTrue(called.lastIndexOf("makecontext") < clone);
    assertEquals(FROM_OUTSIDE, blocked.get(clone) & FIRST_31);
    for (int i = called.indexOf("getcontext"); i < clone; i++) {
      if (called.get(i).equals("getcontext")) {
        boolean ofExecve = called.get(i - 1).equals("sigprocmask");
        assertEquals(ofExecve ? NONE : FROM_OUTSIDE, blocked.get(i) & FIRST_31);
      }
    }
    assertEquals("sigprocmask", called.get(clone + 1));
    assertEquals(before, SignalMaskTest.blocked());
  }

  @Test
  void givesBackWhatItTook() throws IOException {
    start();
    assertEquals(count("pipe2") * 2, count("close"));
    assertEquals(count("mmap"), count("munmap"));
    assertFalse(called.contains("kill"));
  }

  @Test
  void anOldKernelClosesEachFileByItself(@TempDir Path folder) throws IOException {
    oldKernel = true; // one without close_range(2)
    Path listing = folder.resolve("fd");
    String command = "ls /proc/self/fd | tr '\\n' ' ' > " + listing;
    Call list =
        new Call(
            "",
            "execve",
            "/bin/sh",
            new String[] {"sh", "-c", command},
            new String[] {"PATH=/bin"});
    Launch.start(recording, List.of(new Step.InChild(list)), Set.of()).waitFor();
    assertEquals("0 1 2 3 ", Files.readString(listing));
  }

  private long count(String... functions) {
    return called.stream().filter(Arrays.asList(functions)::contains).count();
  }
}
