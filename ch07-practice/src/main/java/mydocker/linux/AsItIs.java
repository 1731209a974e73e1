package mydocker.linux;

import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.mapper.DataConverter;
import jnr.ffi.mapper.FromNativeContext;
import jnr.ffi.mapper.ToNativeContext;

/**
 * That a type of Java is handed to C as it is. jnr-ffi knows that by itself, but first looks
 * through the annotations of all methods of the type, and each annotation makes a class while we
 * run.
 */
record AsItIs<T>(Class<T> nativeType) implements DataConverter<T, T> {

  /** Tells a loader of all such types that our interfaces have. */
  static <I> LibraryLoader<I> tell(LibraryLoader<I> loader) {
    return loader
        .map(Pointer.class, new AsItIs<>(Pointer.class))
        .map(byte[].class, new AsItIs<>(byte[].class))
        .map(int[].class, new AsItIs<>(int[].class))
        .map(long[].class, new AsItIs<>(long[].class));
  }

  @Override
  public T toNative(T value, ToNativeContext context) {
    return value;
  }

  @Override
  public T fromNative(T value, FromNativeContext context) {
    return value;
  }
}
