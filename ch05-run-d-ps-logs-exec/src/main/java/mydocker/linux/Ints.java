package mydocker.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A struct of numbers that have 32 bits each.
 *
 * @param text how one writes it in C
 */
record Ints(String text, int... numbers) implements Struct {
  @Override
  public byte[] bytes() {
    ByteBuffer memory = ByteBuffer.allocate(numbers.length * Integer.BYTES);
    memory.order(ByteOrder.nativeOrder()).asIntBuffer().put(numbers);
    return memory.array();
  }

  @Override
  public String toString() {
    return text;
  }
}
