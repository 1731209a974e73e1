package mydocker.network;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Numbers of 64 bits in memory, which can be a file's: mmap(2).
 *
 * <p>"In order": what is set first is in memory first. If a process is killed, the kernel keeps
 * what it has written, so that the file looks as after one of its steps, and never as if the second
 * had come before the first. A Java compiler that knew of one thread only could swap the two.
 */
class MappedWords {
  private final LongBuffer memory;

  /**
   * The words of some memory.
   *
   * @param memory all of it, whatever its position and order are
   */
  MappedWords(ByteBuffer memory) {
    this.memory = memory.duplicate().clear().order(ByteOrder.nativeOrder()).asLongBuffer();
  }

  /** How many there are. */
  final int count() {
    return memory.capacity();
  }

  /** One of them. */
  final long get(int index) {
    return memory.get(index);
  }

  /** Changes one of them, in order. */
  void set(int index, long word) {
    VarHandle.releaseFence();
    memory.put(index, word);
  }
}
