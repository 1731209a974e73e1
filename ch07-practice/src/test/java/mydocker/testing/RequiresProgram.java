package mydocker.testing;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test that is left out where programs are missing, and fails instead where CI=true. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresProgram.Condition.class)
public @interface RequiresProgram {
  /** Their names, which are those of Debian's packages, too. */
  String[] value();

  /** Decides by PATH. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String[] programs =
          context.getRequiredTestClass().getAnnotation(RequiresProgram.class).value();
      List<String> missing = Stream.of(programs).filter(program -> !isThere(program)).toList();
      if (missing.isEmpty()) {
        return enabled("all programs are there");
      }
      String remedy = "apt-get install " + String.join(" ", missing);
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("CI=true: no test may be left out: " + remedy);
      }
      return disabled("other tools for images are needed: " + remedy);
    }

    private static boolean isThere(String program) {
      return Stream.of(System.getenv("PATH").split(":"))
          .anyMatch(folder -> new File(folder, program).canExecute());
    }
  }
}
