package mydocker.network;

import java.nio.ByteBuffer;

/** Words whose process ends after some writes: in memory is then what the kernel would keep. */
final class MortalWords extends MappedWords {
  private int life = Integer.MAX_VALUE;

  MortalWords(int count) {
    super(ByteBuffer.allocateDirect(count * Long.BYTES));
  }

  /** The end. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1;
  }

  /** From now on, so many writes are done, and the next one is not. */
  void dieAfter(int writes) {
    life = writes;
  }

  /** Another process has the same words. */
  void live() {
    life = Integer.MAX_VALUE;
  }

  @Override
  void set(int index, long word) {
    if (life == 0) {
      throw new Death();
    }
    life--;
    super.set(index, word);
  }
}
