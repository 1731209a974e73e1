package mydocker.format;

import java.io.IOException;

/**
 * A column of a list.
 *
 * @param name one word for it
 * @param heading what stands above it
 * @param cell finds out what stands in it
 */
public record Column<T>(String name, String heading, Cell<T> cell) {
  /** Tells of a row what is asked for. */
  public interface Cell<T> {
    String of(T row) throws IOException;
  }
}
