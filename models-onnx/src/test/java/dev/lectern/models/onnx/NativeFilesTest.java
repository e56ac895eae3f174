package dev.lectern.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeFilesTest {

    @Test
    void folders_ofMappedFiles_areTheRuntimesOnly() {
        List<String> mapped = List.of(
                "7f00-7f01 r-xp 00000000 08:01 131 /tmp/onnxruntime-java123/libonnxruntime.so",
                "7f01-7f02 r--p 00001000 08:01 131 /tmp/onnxruntime-java123/libonnxruntime.so",
                "7f02-7f03 r-xp 00000000 08:01 132 /tmp/a b/onnxruntime-java7/libonnxruntime4j_jni.so",
                "7f03-7f04 r-xp 00000000 08:01 133 /tmp/onnxruntime-java9/libonnxruntime.so (deleted)",
                "7f04-7f05 r-xp 00000000 08:01 134 /usr/lib/libc.so.6",
                "7f05-7f06 rw-p 00000000 00:00 0 [heap]",
                "7f06-7f07 rw-p 00000000 00:00 0");

        assertThat(NativeFiles.folders(mapped))
                .containsExactly(Path.of("/tmp/a b/onnxruntime-java7"), Path.of("/tmp/onnxruntime-java123"));
    }
}
