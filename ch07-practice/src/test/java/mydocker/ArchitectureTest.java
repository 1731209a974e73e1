package mydocker;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house: each room may use those to its right, and none to its left. */
@AnalyzeClasses(packages = "mydocker", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ARROWS_POINT_TO_THE_RIGHT =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("main")
          .definedBy("mydocker")
          .layer("demo")
          .definedBy("mydocker.demo")
          .layer("command")
          .definedBy("mydocker.command")
          .layer("container")
          .definedBy("mydocker.container")
          .layer("image")
          .definedBy("mydocker.image")
          .layer("cgroup")
          .definedBy("mydocker.cgroup")
          .layer("network")
          .definedBy("mydocker.network")
          .layer("linux")
          .definedBy("mydocker.linux")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("demo")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("command")
          .mayOnlyBeAccessedByLayers("main", "demo")
          .whereLayer("container")
          .mayOnlyBeAccessedByLayers("main", "demo", "command")
          .whereLayer("image")
          .mayOnlyBeAccessedByLayers("demo", "command", "container")
          .whereLayer("cgroup")
          .mayOnlyBeAccessedByLayers("demo", "command", "container")
          .whereLayer("network")
          .mayOnlyBeAccessedByLayers("demo", "command", "container")
          .whereLayer("linux")
          .mayOnlyBeAccessedByLayers(
              "main", "demo", "command", "container", "image", "cgroup", "network");
}
