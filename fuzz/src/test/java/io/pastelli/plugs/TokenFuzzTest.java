package io.pastelli.plugs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pastelli.crypto.Opened;
import io.pastelli.crypto.Secrets;
import io.pastelli.crypto.Vault;
import io.pastelli.fuzz.Untrusted;

class TokenFuzzTest {
    private static final Vault VAULT = new Vault(Secrets.of("s".repeat(Secrets.LEAST)));

    @FuzzTest(maxDuration = "3m")
    void aTokenThatAClientMadeUpIsInvalid(byte[] data) throws Exception {
        String token = Untrusted.text(data);
        Untrusted.parse(data, () -> {
            for (String made : new String[]{token, "s1." + token, "e1." + token}) {
                assertThat(VAULT.verify("p", made)).isEqualTo(new Opened.Invalid());
                assertThat(VAULT.decrypt("p", made)).isEqualTo(new Opened.Invalid());
            }
        });
    }
}
