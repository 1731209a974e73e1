package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** One line that says operation, object, cause and remedy. */
class ErrorsTest {

  @Test
  void anErrnoIsSaidInWordsAndByName() {
    assertEquals(
        "mount proc on /proc: Operation not permitted (EPERM)",
        new ErrnoException("mount proc on /proc", 1).getMessage());
    assertEquals(
        "open /x: Permission denied (EACCES): run it as root",
        new ErrnoException("open /x", 13).withRemedy("run it as root").getMessage());
    assertEquals("open /x: Unknown error 524", new ErrnoException("open /x", 524).getMessage());
  }

  @Test
  void anotherCLibraryIsNamedAsTheCause() {
    UnsupportedOperationException e =
        assertThrows(
            UnsupportedOperationException.class, () -> LibC.symbol("no_such_function_of_musl"));
    assertEquals(
        "this C library has no no_such_function_of_musl():"
            + " mydocker needs glibc 2.14 or newer (not musl)",
        e.getMessage());
  }

  @Test
  void aFieldThatIsNotThereIsSaid() {
    IOException e = assertThrows(IOException.class, () -> ProcStatus.of("self", "NoSuchField"));
    assertTrue(e.getMessage().startsWith("read NoSuchField of /proc/self/status: "));
  }
}
