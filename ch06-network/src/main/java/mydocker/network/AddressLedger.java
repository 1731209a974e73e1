package mydocker.network;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * The addresses of a network that are in use, in memory that outlives us: a header, and a bitmap.
 *
 * <p>An address is in use as long as there is a paper that names it: the file of a container's
 * endpoint. Bit and paper cannot be changed at once, so between them stands the intent, a word that
 * names the address meanwhile:
 *
 * <pre>
 *   intent = address    bit    the paper is written, or removed    intent = none
 * </pre>
 *
 * Who finds an intent comes after somebody who was killed. The paper decides then: if there is one,
 * the address is in use. So at most one bit can be wrong, and it is known which.
 *
 * <p>The words are in order for our death, and not for a power cut, after which the disk has some
 * of them. Therefore the header names the boot of the machine; after another one the bits are made
 * again from the papers.
 */
final class AddressLedger {
  /** The words of the header: together a line of the processor's cache. */
  static final int HEADER = 8;

  private static final int FORMAT = 0;
  private static final int SUBNET = 1;

  /** The place in the subnet of the address that was handed out last. */
  private static final int LAST = 2;

  private static final int INTENT = 3;

  /** Two words, written last: a ledger that is made half is of no boot. */
  private static final int BOOT = 4;

  /** The text "addres", and the version of the format. */
  private static final long MAGIC = 0x6164_6472_6573_0001L;

  private static final long NONE = 0;

  /** Tells an intent about 0.0.0.0 from none. */
  private static final long SOME = 1L << Integer.SIZE;

  private final MappedWords words;
  private final AddressPlan plan;
  private final AddressBitmap bitmap;

  /**
   * A ledger in some memory.
   *
   * @param words {@link #words} of them: a ledger that was made there, or 0 only
   */
  AddressLedger(MappedWords words, AddressPlan plan) {
    this.words = words;
    this.plan = plan;
    bitmap = new AddressBitmap(words, HEADER, size(plan));
  }

  /** How many words it has. */
  static int words(AddressPlan plan) {
    return HEADER + AddressBitmap.words(size(plan));
  }

  private static int size(AddressPlan plan) {
    return (int) plan.subnet().size(); // 2^24 at most
  }

  /** Whether it was made in this boot of the machine, for this plan, and wholly. */
  boolean isOf(UUID boot) {
    return words.get(FORMAT) == MAGIC
        && words.get(SUBNET) == word(plan.subnet())
        && words.get(BOOT) == boot.getMostSignificantBits()
        && words.get(BOOT + 1) == boot.getLeastSignificantBits();
  }

  /**
   * Makes it, in words that are 0. Nobody can ever have the subnet's own address, that for all, and
   * the gateway's.
   *
   * @param used what the papers name
   */
  void make(Collection<Ipv4> used, UUID boot) {
    Subnet subnet = plan.subnet();
    bitmap.take(index(subnet.first()));
    bitmap.take(index(plan.gateway()));
    bitmap.take(index(subnet.broadcast()));
    used.forEach(address -> bitmap.take(index(address)));
    words.set(FORMAT, MAGIC);
    words.set(SUBNET, word(subnet));
    words.set(BOOT, boot.getMostSignificantBits());
    words.set(BOOT + 1, boot.getLeastSignificantBits());
  }

  private static long word(Subnet subnet) {
    return word(subnet.first()) << Integer.SIZE | subnet.prefix();
  }

  private static long word(Ipv4 address) {
    return Integer.toUnsignedLong(address.bits());
  }

  private int index(Ipv4 address) {
    return (int) plan.subnet().indexOf(address);
  }

  private Ipv4 address(int index) {
    return plan.subnet().address(index);
  }

  /** What is neither done nor undone: an address of which only the papers can tell. */
  Optional<Ipv4> unsettled() {
    long intent = words.get(INTENT);
    return intent == NONE ? Optional.empty() : Optional.of(new Ipv4((int) intent));
  }

  /** The paper is as the bit says: what was begun is done. */
  void settle() {
    words.set(INTENT, NONE);
  }

  /**
   * Ends what somebody has begun who was killed.
   *
   * @param isUsed whether a paper names the unsettled address
   */
  void settle(boolean isUsed) {
    int index = index(unsettled().orElseThrow());
    // Away and back, so that the summaries are right, too, of which the last ones may be missing.
    bitmap.release(index);
    if (isUsed) {
      bitmap.take(index);
    }
    settle();
  }

  private void intend(Ipv4 address) {
    if (unsettled().isPresent()) {
      throw new IllegalStateException(unsettled().get() + " is not settled: see AddressLedger");
    }
    words.set(INTENT, SOME | word(address));
  }

  /**
   * Takes the next address that is free, behind the last one that was handed out: what was given
   * back is not used again at once, while others may still mean its former owner.
   *
   * @return none if all are in use
   */
  Optional<Ipv4> allocate() {
    int index = bitmap.nextFree((int) words.get(LAST) + 1);
    if (index == AddressBitmap.NONE) {
      index = bitmap.nextFree(0);
    }
    if (index == AddressBitmap.NONE) {
      return Optional.empty();
    }
    intend(address(index));
    bitmap.take(index);
    words.set(LAST, index);
    return Optional.of(address(index));
  }

  /**
   * Gives an address back; to give it back once more changes nothing.
   *
   * @param address one that was handed out
   */
  void release(Ipv4 address) {
    if (isTaken(address)) {
      intend(address);
      bitmap.release(index(address));
    }
  }

  /** Whether an address of the subnet is in use, or reserved. */
  boolean isTaken(Ipv4 address) {
    return bitmap.isTaken(index(address));
  }
}
