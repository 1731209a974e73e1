package mydocker.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import jnr.ffi.mapper.ToNativeContext;
import jnr.ffi.mapper.ToNativeConverter;

/** A string as C has it: its bytes in UTF-8, then a zero byte. */
final class CString implements ToNativeConverter<String, byte[]> {
  @Override
  public byte[] toNative(String string, ToNativeContext context) {
    return string == null ? null : (string + '\0').getBytes(UTF_8);
  }

  @Override
  public Class<byte[]> nativeType() {
    return byte[].class;
  }
}
