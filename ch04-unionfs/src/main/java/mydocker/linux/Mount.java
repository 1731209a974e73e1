package mydocker.linux;

/**
 * The arguments of one mount(2), to be made later by a child or a thread.
 *
 * @param source what is mounted: a device, a folder for a bind mount, or any word
 * @param target the folder or file that it is mounted on; a relative one counts from the working
 *     directory of whoever makes the call
 * @param type the file system, one of /proc/filesystems, or null where the flags make it needless
 * @param flags the sum of some {@link MountFlags}
 * @param data the file system's own options, separated by commas, or null
 */
public record Mount(String source, String target, String type, long flags, String data) {}
