package mydocker.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two chapters with a test each: whether it reaches the same code in both. */
class ReachedCodeTest {
  private static final String CHAPTER =
      """
      package p;

      import org.junit.jupiter.api.AfterEach;
      import org.junit.jupiter.params.provider.ValueSource;

      class SomeTest {
        static final int LIMIT = 7;
        private final Shape shape = new Square();
        private final Runnable first = () -> System.out.println("first");

        @AfterEach void cleanUp() { System.gc(); }
        @ValueSource(ints = 1) void test(int i) { new Thread(new Job()).start(); first.run(); }
        void area() { if (shape.area() > LIMIT) { System.exit(1); } }
        void test() { area(); Tool.use(); new com.google.Reader().read(Config.class); }
        void run(Runnable job) { job.run(); }
        void other() { Tool.unused(); }
        void name() { System.out.print("p.Tool"); }
        void program() { System.getProperty("java.class.path"); }
      }

      abstract class Shape { int area() { return 0; } }
      class Square extends Shape { int area() { return 4; } }
      class Circle extends Shape { int area() { return 3; } }
      class Job implements Runnable { public void run() { System.out.print("job"); } }
      class Tool {
        static final Object LOCK; static { LOCK = "lock"; }
        static void use() { }
        static void unused() { System.out.print("unused"); }
      }
      record Config(Part part) { }
      record Part(String name) { }
      """;
  private static final String LIBRARY =
      "package com.google; public class Reader { public void read(Class<?> c) { } }";

  @TempDir static Path folder;

  private static Optional<String> unchanged;

  @BeforeAll
  static void digestOfTheUnchangedChapter() throws Exception {
    unchanged = digest("test", CHAPTER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a test               | first.run(); }           | first.run(); i++; }",
        "its parameters       | ints = 1                 | ints = 2",
        "what comes after it  | System.gc();             | System.exit(2);",
        "a constant           | LIMIT = 7                | LIMIT = 8",
        "a lambda             | println(\"first\")       | println(\"second\")",
        "an overriding method | return 4;                | return 5;",
        "a callback           | print(\"job\")           | print(\"work\")",
        "what is initialised  | LOCK = \"lock\"          | LOCK = \"key\"",
        "what is called       | static void use() { }    | static void use() { int a = 1; }",
        "a superclass         | Square extends Shape     | Square extends Circle",
        "a field of a field   | Part(String name)        | Part(String name, int number)",
      })
  void aTestReachesWhatHasChanged(String what, String was, String is) throws Exception {
    assertNotEquals(unchanged, digest("test", changed(was, is)), what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "another test         | Tool.unused(); }         | }",
        "what nobody calls    | print(\"unused\")        | print(\"still unused\")",
        "what nobody makes    | return 3;                | return 2;",
        "a constant elsewhere | class Tool {             | class Tool { static final int A = 1;",
        "a lambda elsewhere   | void other() { | void a() { run(() -> {}); } void other() {",
      })
  void aTestDoesNotReachWhatHasChanged(String what, String was, String is) throws Exception {
    assertEquals(unchanged, digest("test", changed(was, is)), what);
  }

  @Test
  void whatStartsTheProgramCanReachAnything() throws Exception {
    assertEquals(Optional.empty(), digest("program", CHAPTER));
    assertEquals(Optional.empty(), digest("name", CHAPTER));
    assertTrue(unchanged.isPresent());
  }

  private static String changed(String was, String is) {
    assertTrue(CHAPTER.contains(was), was);
    return CHAPTER.replace(was, is);
  }

  private static String jar(Class<?> of) {
    return of.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static Optional<String> digest(String test, String chapter) throws Exception {
    Path sources = Files.createTempDirectory(folder, "chapter");
    Path classes = Files.createDirectory(sources.resolve("classes"));
    Path source = Files.writeString(sources.resolve("SomeTest.java"), chapter);
    Path library = Files.writeString(sources.resolve("Reader.java"), LIBRARY);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                jar(AfterEach.class) + File.pathSeparator + jar(ValueSource.class),
                "-d",
                classes.toString(),
                source.toString(),
                library.toString());
    assertEquals(0, code);
    return new ReachedCode(List.of(classes)).digest("p.SomeTest", test);
  }
}
