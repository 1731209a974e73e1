package mydocker.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/** An array of gid_t: setgroups(2). */
record GroupList(List<Integer> groups) implements Struct {
  @Override
  public byte[] bytes() {
    ByteBuffer array =
        ByteBuffer.allocate(groups.size() * Integer.BYTES).order(ByteOrder.nativeOrder());
    groups.forEach(array::putInt);
    return array.array();
  }

  @Override
  public String toString() {
    return groups.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
  }
}
