package mydocker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The house: doors lead down. */
@AnalyzeClasses(packages = "mydocker", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** The floors, top to bottom, with their rooms; a chapter has some of them. */
  private static final List<List<String>> HOUSE =
      List.of(
          List.of("mydocker"),
          List.of("mydocker.demo"),
          List.of("mydocker.command"),
          List.of("mydocker.command.image", "mydocker.command.network"),
          List.of("mydocker.cli"),
          List.of("mydocker.format"),
          List.of("mydocker.container"),
          List.of("mydocker.log", "mydocker.stdio"),
          List.of("mydocker.process"),
          List.of("mydocker.config"),
          List.of("mydocker.image", "mydocker.cgroup", "mydocker.network"),
          List.of("mydocker.linux"));

  @ArchTest
  static void noRoomKnowsOneAboveItOrBesideIt(JavaClasses classes) {
    List<String> forbidden = new ArrayList<>();
    for (List<String> floor : HOUSE) {
      forbidden.addAll(floor);
      for (String room : floor) {
        List<String> others = new ArrayList<>(forbidden);
        others.remove(room);
        noClasses()
            .that()
            .resideInAPackage(room)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others.toArray(String[]::new))
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  @ArchTest
  static void everyClassIsInARoom(JavaClasses classes) {
    noClasses()
        .should()
        .resideOutsideOfPackages(HOUSE.stream().flatMap(List::stream).toArray(String[]::new))
        .check(classes);
  }

  /**
   * What others have written is bytes: who reads it as text says as which, or any byte stops it.
   */
  @ArchTest
  static void textIsReadWithItsCharset(JavaClasses classes) {
    noClasses()
        .should()
        .callMethod(Files.class, "readString", Path.class)
        .orShould()
        .callMethod(Files.class, "readAllLines", Path.class)
        .orShould()
        .callMethod(Files.class, "lines", Path.class)
        .check(classes);
  }
}
