package ingest

import (
	"strings"
	"testing"
	"time"
)

// TestHostile reads texts that are one thing over and over. Time must grow
// with the length, not with its square: what takes long at all may take no more
// than eight times as long when it is four times as long.
func TestHostile(t *testing.T) {
	const size = 100_000 // bytes
	for _, s := range []string{
		"a", "あ", "1", "1,", "十", "十万", "二十", "千一", "億", "0. ", "(", "（", "「", "」", "【", "】", "、", "。", "・", "※",
		"月", "日", "年1", "12月1日", "1日〜", "2023年1月1日から", "令和5年", "同日", "翌日、", "本日", "2023/1/1 ", "January 1, ",
		"10件", "約10件", "計10件", "うち10件(", "10名、", "1+1=", "氏名", "氏名、住所", "氏名\t10件\n", "・氏名\n", "1.\n", "(1)\n",
		"株式会社", "株式会社あ(以下「甲」といいます。)", "「あ」サイト", "個人情報保護委員会に報告", "漏えいの可能性", "不正アクセス",
		"a@b.", "03-1111-", "https://a/", "#2023-001", "【セキュリティ事件簿#2023-001】あ\n\n\n", "[イベント]あ\n\n\n",
		"2023年1月1日\n", "2023年1月1日\n#2023-001 あ\n\n", "第1報", "以上\n", "\n", " \n", "　", "\x1b[0m", "\u200b", "e\u0301", "ﾊﾞ", "👩‍👩‍👧",
	} {
		took := func(n int) time.Duration {
			text := strings.Repeat(s, n/len(s))
			began := time.Now()
			done := make(chan struct{})
			go func() {
				defer close(done)
				Read(text)
			}()
			select {
			case <-done:
				return time.Since(began)
			case <-time.After(20 * time.Second):
				t.Fatalf("%d bytes of %q are not read in 20 seconds", n, s)
				return 0
			}
		}
		once, fourfold := took(size), took(4*size)
		for range 2 { // others may have had the machine
			if fourfold > time.Second && fourfold > 8*once {
				once, fourfold = took(size), min(fourfold, took(4*size))
			}
		}
		if fourfold > time.Second && fourfold > 8*once {
			t.Errorf("%q: %v for %d bytes, %v for four times as many", s, once, size, fourfold)
		}
	}
}
