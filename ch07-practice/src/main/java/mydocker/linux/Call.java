package mydocker.linux;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jnr.ffi.Pointer;

/**
 * One call of a C function that a child makes.
 *
 * @param operation what the call does and on what, for the error if it fails
 * @param function the C function's name
 * @param arguments at most six: numbers, {@link Constant}s, strings, arrays of strings, {@link
 *     Struct}s, addresses, or null
 */
record Call(String operation, String function, Object... arguments) {

  /** The call as a C programmer would write it. */
  @Override
  public String toString() {
    return Arrays.stream(arguments)
        .map(Call::literal)
        .collect(Collectors.joining(", ", function + "(", ")"));
  }

  private static String literal(Object argument) {
    if (argument == null) {
      return "NULL";
    }
    if (argument instanceof String s) {
      return '"' + s.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
    if (argument instanceof String[] strings) {
      return Stream.concat(Arrays.stream(strings), Stream.of((String) null))
          .map(Call::literal)
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (argument instanceof Pointer p) {
      return "0x" + Long.toHexString(p.address());
    }
    return argument.toString();
  }

  /** The value that stands in the register; strings are put into the arena first. */
  long[] encode(Arena arena) throws ErrnoException {
    long[] registers = new long[6];
    for (int i = 0; i < arguments.length; i++) {
      registers[i] = encode(arguments[i], arena);
    }
    return registers;
  }

  private static long encode(Object argument, Arena arena) throws ErrnoException {
    if (argument == null) {
      return 0;
    }
    if (argument instanceof Number n) {
      return n.longValue();
    }
    if (argument instanceof Constant c) {
      return c.value();
    }
    if (argument instanceof String s) {
      return arena.string(s).address();
    }
    if (argument instanceof String[] strings) {
      return arena.strings(strings).address();
    }
    if (argument instanceof Struct struct) {
      return arena.bytes(struct.bytes()).address();
    }
    return ((Pointer) argument).address();
  }
}
