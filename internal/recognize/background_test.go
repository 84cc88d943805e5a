package recognize_test

import "testing"

// TestBackground are sentences about what happened to others, beside those about
// the incident itself.
func TestBackground(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"the sort is common", "不正アクセスにより会員4,210名の個人情報が流出しました。同様の事案は9件、流出したカードはあわせて約3万4,000件にのぼるとされ、被害が後を絶たない。", "4210名 exact total"},
		{"another body, earlier", "不正アクセスにより会員4,210名の個人情報が流出しました。同じ設定をめぐっては、10月にも別の団体の講習会で約60人分の回答が見えていました。", "4210名 exact total"},
		{"another school, earlier", "児童186人分の個人情報が流出しました。市内では昨年6月にも、別の中学校で答案用紙34枚が一時所在不明になっています。", "186人 exact total"},
		{"another school is where it went", "児童186人分の個人情報を、誤って別の中学校に送付しました。", "186人 exact total"},
	})
	inLetter(t, "responses", []phrase{
		{"of shops at large", "クレジットカード決済を導入する通販サイトでは、決済画面を改ざんされる被害が後を絶たない。", ""},
		{"of ours", "弊社サイトでのクレジットカード決済を停止いたしました。", "payment-stopped"},
	})
}

// TestNotAffected are persons counted for another reason.
func TestNotAffected(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"punished", "監督責任のある役職員6名を、減給等の処分といたしました。", ""},
		{"suspended", "関係した職員2名を停職1か月の懲戒処分としました。", ""},
		{"present", "保護者会を開催し、経緯を説明して謝罪しました（出席者191名）。", ""},
		{"not at home", "受信者全員に電話で謝罪しました（不在の7人には再度連絡いたします）。", ""},
		{"pupils who opened it", "全校生徒が閲覧できる状態で、生徒23人が開いた記録がありました。", ""},
		{"supplied households", "小売供給件数　約14万件（2024年11月末）", ""},
		{"whose client firms", "■影響範囲\n　ご利用企業様　46社", "46社 exact total"},
		{"whose client firms, in a sentence", "情報が流出したおそれがあります。対象となる可能性のあるご利用企業様は、最大212社です。", "212社 max total"},
		{"whom we serve", "当社のサービスは、現在、全国212社の企業様にご利用いただいております。", ""},
		{"accounts entered", "約38万回のログインが試され、3,071件のアカウントで不正ログインが成立しました。", "3071件 exact total"},
	})
}

// TestTidingsInBrackets are days in brackets behind the tidings of that day.
func TestTidingsInBrackets(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"a call of that day", "カード会社からの連絡（5月10日）により、カード情報が流出した可能性のあることが判明いたしました。", "2024-05-10 discovered"},
		{"and what was done that day", "カード会社からの連絡（5月10日）により、カード情報が流出した可能性のあることが判明いたしました。同日、カードでのお支払いを停止しております。", "2024-05-10 contained, 2024-05-10 discovered"},
		{"of a conference", "学会（5月10日）により、発表の場が設けられました。", ""},
	})
	inLetter(t, "discovered_by", []phrase{
		{"a card company", "カード会社からの連絡（5月10日）により、カード情報が流出した可能性のあることが判明いたしました。", "card-company"},
		{"by mail", "海外の情報セキュリティ研究者の方から、入力画面に見慣れないプログラムが含まれている旨のご指摘を電子メールでいただきました。", "outside-expert"},
		{"by telephone", "ご家族の方から、別の方の書類が入っているとのご連絡をお電話でいただきました。", "customer"},
	})
}

// TestKanjiDays are days without a month in letters that print them in kanji.
func TestKanjiDays(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"a day later", "五月十日に所轄の警察署に被害を届け、十三日に個人情報保護委員会に報告いたしました。", "2024-05-10 reported, 2024-05-13 reported"},
		{"no date", "五月十日に所轄の警察署に被害を届けました。一日も早い再開に努めます。", "2024-05-10 reported"},
		{"days", "五月十日に所轄の警察署に被害を届け、三日間にわたり調査いたしました。", "2024-05-10 reported"},
		{"no month in kanji before it", "十三日に個人情報保護委員会に報告いたしました。", ""},
	})
}

// TestThoseStruck are acts that only tell which accounts or persons are meant.
func TestThoseStruck(t *testing.T) {
	inLetter(t, "timeline", []phrase{
		{"accounts made out", "5月10日　不正にログインされた口座の特定を完了しました。", "2024-05-10 identified"},
		{"logged in", "5月10日　第三者が不正にログインしました。", "2024-05-10 intrusion"},
		{"an event to come", "来年2月に開くイベントの申込フォームで設定に誤りがありました。", ""},
		{"an examination begins", "専門業者による調査が始まりました。", ""},
		{"an examination begins on a day", "5月10日に専門業者による調査が始まりました。", "2024-05-10 investigation-started"},
		{"being written to", "対象となる顧客に対しては、5月10日よりメールで個別に連絡を取っている。", "2024-05-10 notified"},
		{"payment by card", "5月10日、カードでのお支払いを停止しました。", "2024-05-10 contained"},
		{"payment to suppliers", "5月10日、お取引先への支払いを停止しました。", ""},
	})
	inLetter(t, "windows", []phrase{
		{"for which it was altered", "本サイトが改ざんされていた4月20日から5月1日までの間に、図録を購入されたお客様が対象です。", "2024-04-20..2024-05-01"},
		{"for which it could be seen", "■見ることのできた期間\n　4月20日～5月1日", "2024-04-20..2024-05-01"},
	})
}

// TestCashedIn are accounts out of which money, shares or points were taken.
func TestCashedIn(t *testing.T) {
	inLetter(t, "secondary_damage", []phrase{
		{"sold and paid out", "第三者がお客様の口座に不正にログインし、一部の口座で有価証券の売却及び出金を行っていたことが判明しました。", "confirmed"},
		{"may be paid out", "お客様の口座に不正にログインされ、出金が行われていた可能性があります。", "unstated"},
		{"none paid out", "お客様の口座に不正にログインされましたが、出金された口座は確認されておりません。", "none-confirmed"},
	})
	inLetter(t, "responses", []phrase{
		{"accounts", "不正にログインされた口座は利用を停止しました。", "account-suspended"},
		{"a fresh start", "新たなシステムを構築したうえで再開する予定です。", "system-rebuilt"},
	})
}
