package mydocker.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import jnr.ffi.Pointer;

/**
 * Memory that a {@link Routine} works on: a variable or a struct of C. Where it is, is decided when
 * the routine is laid out; until then other cells refer to it by its name.
 */
public final class Cell {
  private final String name;
  private final ByteBuffer initial;
  private boolean hasValue;
  private final Map<Integer, Cell> addresses = new TreeMap<>();

  /** All zero. */
  public Cell(String name, int size) {
    this.name = name;
    initial = ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
  }

  /**
   * A field of a cell.
   *
   * @param name what a struct calls it; empty: the cell has no others
   */
  public record Place(Cell cell, int offset, String name) {
    /** As an expression: what stands there. */
    String value() {
      return name.isEmpty() ? cell.name : cell.name + "." + name;
    }

    @Override
    public String toString() {
      return "&" + value();
    }
  }

  /** Where a field of it is, to be an argument of a call. */
  public Place at(int offset, String field) {
    return new Place(this, offset, field);
  }

  /** Where it is itself, as a number. */
  public Place value() {
    return new Place(this, 0, "");
  }

  /** Sets the first value of a field of 2 bytes. */
  public Cell putShort(int offset, int value) {
    hasValue = true;
    initial.putShort(offset, (short) value);
    return this;
  }

  /** Sets the first value of a field of 4 bytes. */
  public Cell putInt(int offset, int value) {
    hasValue = true;
    initial.putInt(offset, value);
    return this;
  }

  /** Sets the first value of a field of 8 bytes. */
  public Cell putLong(int offset, long value) {
    hasValue = true;
    initial.putLong(offset, value);
    return this;
  }

  /** Makes a field point to another cell. */
  public Cell putAddress(int offset, Cell target) {
    addresses.put(offset, target);
    return this;
  }

  int size() {
    return initial.capacity();
  }

  /** Gives it its first value, in memory that is zero. */
  void initialize(Pointer there) {
    if (hasValue) {
      there.put(0, initial.array(), 0, initial.capacity());
    }
  }

  Map<Integer, Cell> addresses() {
    return addresses;
  }

  @Override
  public String toString() {
    return "&" + name;
  }
}
