package mydocker.exercise;

import static mydocker.testing.Inside.namespaces;
import static mydocker.testing.Inside.root;
import static mydocker.testing.Inside.show;

import java.io.IOException;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import org.junit.jupiter.api.Test;

/**
 * Yours: a place to write exercises down. With {@code -Dtest=YourTurnTest} Maven runs nothing else,
 * and what a child prints is on the screen.
 */
class YourTurnTest {

  @Test
  void yourTurn() throws IOException {
    ChildProgram program = root().sethostname("mine");
    show(program, namespaces(Namespace.UTS), "hostname; id -u");
  }
}
