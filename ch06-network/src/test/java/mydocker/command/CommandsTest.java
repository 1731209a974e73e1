package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import mydocker.cli.Command;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Usage;
import mydocker.command.network.NetworkCommand;
import org.apache.commons.cli.ParseException;
import org.junit.jupiter.api.Test;

/** The list of commands, and how each is made. */
class CommandsTest {
  @Test
  void eachCommandOfOursIsListedAndMadeByItsName() throws ParseException {
    GlobalOptions global = new GlobalOptions(List.of());
    Set<String> made = new HashSet<>();
    for (Usage usage : Commands.all()) {
      String name = nameOf(Commands.find(usage.name(), global).orElseThrow());
      assertEquals(classOf(usage.name()), name);
      made.add(name);
    }
    NetworkCommand network = new NetworkCommand(global, System.out, System.err);
    for (Usage usage : NetworkCommand.verbs()) {
      String name = nameOf(network.named(usage.word()));
      assertEquals("Network" + classOf(usage.word()), name);
      made.add(name);
    }
    Set<String> ours =
        new ClassFileImporter()
            .importPackages("mydocker.command").stream()
                .filter(each -> each.isAssignableTo(Command.class))
                .filter(each -> !each.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
    assertEquals(ours, made);
    assertTrue(Commands.find("nosuch", global).isEmpty());
  }

  private static String nameOf(Command command) {
    return command.getClass().getSimpleName();
  }

  private static String classOf(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1) + "Command";
  }
}
