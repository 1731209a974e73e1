package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of commands, and how each is made. */
class CommandsTest {
  @Test
  void eachCommandOfOursIsListed() throws Exception {
    GlobalOptions global = new GlobalOptions(List.of());
    Set<String> made =
        Commands.all().stream()
            .map(entry -> entry.make(global).getClass().getSimpleName())
            .collect(Collectors.toSet());
    Set<String> ours =
        new ClassFileImporter()
            .importPackages("mydocker.command").stream()
                .filter(each -> each.isAssignableTo(Command.class) && !each.isInterface())
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
    assertEquals(ours, made);
  }

  @Test
  void eachIsFoundByItsName() {
    for (Commands.Entry entry : Commands.all()) {
      assertEquals(entry.summary(), Commands.find(entry.name()).orElseThrow().summary());
    }
    assertTrue(Commands.find("nosuch").isEmpty());
  }
}
