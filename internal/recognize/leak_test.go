package recognize_test

import "testing"

func TestLeak(t *testing.T) {
	inLetter(t, "leak", []phrase{
		{"leaked, confirmed", "お客様の個人情報が外部へ流出したことを確認いたしました。", "confirmed"},
		{"it turned out", "調査の結果、個人情報1,234件が漏えいしたことが判明いたしました。", "confirmed"},
		{"stolen", "第三者によりお客様の個人情報が窃取されました。", "confirmed"},
		{"sent to the wrong person", "お客様の個人情報を含む書類を、誤って別のお客様へ送付いたしました。", "confirmed"},
		{"handed to the wrong person", "窓口において、別の方の住民票を誤って交付いたしました。", "confirmed"},
		{"published on the attackers' site", "弊社から窃取されたとみられる情報が、攻撃者のリークサイトに公開されていることを確認いたしました。", "confirmed"},
		{"possible", "お客様の個人情報が漏えいした可能性がございます。", "possible"},
		{"a fear", "お客様の個人情報が漏えいしたおそれがあります。", "possible"},
		{"a fear, in kanji", "お客様の個人情報が流出した恐れがあることが判明いたしました。", "possible"},
		{"a concern", "クレジットカード情報の流出懸念について、カード会社から連絡を受けました。", "possible"},
		{"cannot be ruled out", "個人情報が外部へ流出した可能性を完全に否定することはできません。", "possible"},
		{"not found, yet possible", "情報流出の事実は確認されておりませんが、その可能性を否定できません。", "possible"},
		{"unlikely is possible", "個人情報が漏えいした可能性は低いと考えております。", "possible"},
		{"others could see it", "お客様の個人情報が第三者に閲覧された可能性がございます。", "possible"},
		{"only: not found", "現時点において、情報の流出は確認されておりません。", "none"},
		{"only: did not happen", "調査の結果、個人情報の漏えいはございませんでした。", "none"},
		{"under investigation", "情報流出の有無につきましては、現在調査中です。", "unstated"},
		{"no word about it", "一部のサーバーが暗号化され、業務に支障が生じております。", "unstated"},
		{"prevention only", "今後、情報漏えい対策を一層強化してまいります。", "unstated"},
		{"misuse denied says nothing of leakage", "クレジットカードの不正利用は確認されておりません。", "unstated"},
	})
	inEnglish(t, "leak", []phrase{
		{"English, possible", "Personal information of our customers may have been leaked.", "possible"},
		{"English, confirmed", "We have confirmed that personal information of our customers was leaked.", "confirmed"},
		{"English, none", "No leakage of information has been confirmed at this time.", "none"},
	})
}

// TestLeakAround are words of leakage that say less than they seem to.
func TestLeakAround(t *testing.T) {
	inLetter(t, "leak", []phrase{
		{"misuse possible, leakage a fact", "クレジットカード情報の流出が判明し、その一部が不正に利用された可能性がございます。", "confirmed"},
		{"a mail shown to all", "他の受信者のメールアドレスが見える状態でメールを送信してしまいました。", "confirmed"},
		{"could be seen, unknown whether seen", "個人情報が外部から閲覧可能な状態となっておりました。第三者による閲覧の有無は確認できておりません。", "possible"},
		{"lost, and no leak found", "書類を紛失いたしましたが、現時点で情報の流出は確認されておりません。", "none"},
		{"lost, and it may leak", "書類を紛失し、個人情報が漏えいするおそれがあります。", "possible"},
		{"no trace of it, not excluded", "外部への情報流出の痕跡は確認されておりませんが、可能性を完全に排除できません。", "possible"},
		{"another's leak", "当該パスワードは、他社サービスから流出したものと考えられます。", "unstated"},
		{"to be prevented", "情報流出の再発防止に努めてまいります。", "unstated"},
		{"a law about it", "個人情報の漏えい等に関する報告を個人情報保護委員会へ行いました。", "unstated"},
	})
}

// TestLeakNothing speak of information and say nothing of its leakage.
func TestLeakNothing(t *testing.T) {
	inLetter(t, "leak", []phrase{
		{"handled with care", "個人情報の取扱いには細心の注意を払ってまいります。", "unstated"},
		{"a site is down", "弊社サイトがDDoS攻撃を受け、つながりにくい状態となりました。", "unstated"},
		{"a law's duty", "漏えい等が発生した場合には法令に基づき報告いたします。", "unstated"},
		{"asked whether", "情報の流出の有無を含め、影響範囲の確認を進めております。", "unstated"},
		{"a warning of mails", "不審なメールが届く可能性がありますので、ご注意ください。", "unstated"},
		{"the reopening may be late", "サービスの再開が遅れる可能性がございます。", "unstated"},
		{"files were encrypted", "社内の一部のファイルが暗号化されたことを確認いたしました。", "unstated"},
	})
}

// TestLeakVaried say the same once more in other words.
func TestLeakVaried(t *testing.T) {
	inLetter(t, "leak", []phrase{
		{"handed on", "お客様の情報が第三者に渡ったことが確認されました。", "confirmed"},
		{"found on the dark web", "弊社の顧客情報の一部がダークウェブ上に掲載されていることを確認いたしました。", "confirmed"},
		{"wrong attachment", "別のお客様の情報が記載されたファイルを誤って添付し、送信いたしました。", "confirmed"},
		{"cannot deny viewing", "第三者に閲覧された可能性を否定できない状況です。なお、対象は氏名と住所です。", "possible"},
		{"may have been taken out", "サーバー内の個人情報が外部に持ち出された可能性があることが分かりました。", "possible"},
		{"worry of leakage", "個人情報の流出が懸念される事態となっております。", "possible"},
		{"nothing taken", "ログを精査した結果、データが外部へ送信された形跡はありませんでした。", "none"},
		{"found before anyone saw", "紛失した書類は未開封のまま発見され、外部への漏えいはありませんでした。", "none"},
		{"to be looked into", "情報が持ち出されたかどうかについて、専門家による調査を行っております。", "unstated"},
	})
}

// A thing that was stolen or lost is not yet a leak, and what was found in the
// end outweighs how it began.
func TestLeakOfThings(t *testing.T) {
	whole(t, "leak", []phrase{
		{"a bag", "2024年6月14日\n\n霞浜大学\n\nパソコンの盗難による個人情報の漏えいのおそれについて\n\n本学の教員が、5月30日、鞄を盗まれ、学生58名の氏名が保存されたノートパソコンの盗難に遭いました。\n", "possible"},
		{"slips", "2024年6月14日\n\n浜名信用金庫\n\nお客さま情報を含む書類の紛失について\n\n新居支店において、お客さまの情報が記載された融資申込書の控え12枚を紛失したことが判明いたしました。\n", "unstated"},
		{"gathered unopened", "2024年6月14日\n\nさざんか生活協同組合\n\n組合員情報の誤送付に関する最終報告\n\n誤って届いた請求書はすべて未開封のまま回収いたしました。これにより、個人情報の漏えいはなかったことを確認いたしました。\n", "none"},
	})
	inLetter(t, "leak", []phrase{
		{"data that were stolen", "サーバーに保存されていたお客様の情報が盗まれました。", "confirmed"},
	})
	inEnglish(t, "leak", []phrase{
		{"obtained", "We also found that hashed passwords of 2,250 of these customers were obtained.", "confirmed"},
	})
}

// TestLeakForms are data shown, handed on, sent out or offered, and what leaves it open.
func TestLeakForms(t *testing.T) {
	inLetter(t, "leak", []phrase{
		{"したメールの情報が抜き取られたことが分かりました", "画像は抜き取られておりません。過去にやり取りをしたメールの情報が抜き取られたことが分かりました。", "confirmed"},
		{"の一部を知人に伝えていたことが明らかになりました", "看護師が業務外の目的で診療録を閲覧し、内容の一部を知人に伝えていたことが明らかになりました。", "confirmed"},
		{"個人情報が外に出た可能性があります", "個人情報が外に出た可能性があります。", "possible"},
		{"ん。個人情報が流出した可能性が高いと考えられます", "どのファイルが持ち出されたかは特定できていません。個人情報が流出した可能性が高いと考えられます。", "possible"},
		{"送られていないとは言えないという報告がありました", "絶対に送られていないとは言えないという報告がありました。", "possible"},
		{"このほかに表示された可能性のある方が58人います", "他の方の画面に氏名が表示されたことを確認できたのは37人です。このほかに表示された可能性のある方が58人います。", "confirmed"},
		{"情報が外部に出た形跡はありません", "情報が外部に出た形跡はありません。", "none"},
		{"データが外部に送られた事実は見つかりませんでした", "データが外部に送られた事実は見つかりませんでした。", "none"},
		{"個人情報が社外に出たことを確認しました", "個人情報が社外に出たことを確認しました。", "confirmed"},
		{"第三者に情報を見られる可能性は低いと考えています", "第三者に情報を見られる可能性は低いと考えています。", "possible"},
		{"別の環境で運用しており、閲覧に支障はございません", "弊社ホームページは別の環境で運用しており、閲覧に支障はございません。", "unstated"},
		{"別のご家庭あての用紙が入っていました", "別のご家庭あての用紙が入っていました。", "unstated"},
		{"情報が外部に漏れた恐れがある", "情報が外部に漏れた恐れがある。", "possible"},
		{"従業員が顧客の情報を社外に持ち出していた", "従業員が顧客の情報を社外に持ち出していた。", "confirmed"},
		{"ガバイトのデータを外部のストレージに転送しました", "攻撃者が約38ギガバイトのデータを外部のストレージに転送しました。", "confirmed"},
		{"当社のファイルが掲載されていることを確認しました", "闇サイトに当社のファイルが掲載されていることを確認しました。", "confirmed"},
		{"顧客の個人情報1200件が流出したと発表した", "顧客の個人情報1200件が流出したと発表した。", "confirmed"},
		{"顧客の個人情報が流出した恐れがあると発表した", "顧客の個人情報が流出した恐れがあると発表した。", "possible"},
		{"情報が流出したかどうかは分かっていない", "情報が流出したかどうかは分かっていない。", "unstated"},
		{"ったとは断定できませんが、否定もできない状況です", "漏えいがあったとは断定できませんが、否定もできない状況です。", "possible"},
		{"データが外部に送信されていたことが分かりました", "データが外部に送信されていたことが分かりました。", "confirmed"},
		{"第三者の手に渡った可能性は否定できません", "第三者の手に渡った可能性は否定できません。", "possible"},
		{"情報漏えいには至っておりません", "情報漏えいには至っておりません。", "none"},
		{"情報の漏えいは起きておりません", "情報の漏えいは起きておりません。", "none"},
		{"外部への流出はなかったことを確認しております", "外部への流出はなかったことを確認しております。", "none"},
		{"氏名が記載された通知書を別の方に郵送していました", "他の受給者の氏名が記載された通知書を別の方に郵送していました。", "confirmed"},
	})
}

// TestLeakMore were written to try the mends, and led to some more.
func TestLeakMore(t *testing.T) {
	inLetter(t, "leak", []phrase{
		{"第三者に個人情報が渡ったおそれは否めません", "第三者に個人情報が渡ったおそれは否めません。", "possible"},
		{"お客様情報が外部に出たことが分かりました", "お客様情報が外部に出たことが分かりました。", "confirmed"},
		{"っておらず、流出はなかったものと判断しております", "閲覧された記録は残っておらず、流出はなかったものと判断しております。", "none"},
		{"個人情報が流れ出た可能性があります", "個人情報が流れ出た可能性があります。", "possible"},
		{"名簿が外部に持ち出されたとみられています", "名簿が外部に持ち出されたとみられています。", "possible"},
		{"方の氏名が、別の会員の方の画面に映し出されました", "他の会員の方の氏名が、別の会員の方の画面に映し出されました。", "confirmed"},
		{"情報が漏れたことは確かめられていません", "情報が漏れたことは確かめられていません。", "none"},
		{"がインターネット上で売られているのを確認しました", "盗まれたデータがインターネット上で売られているのを確認しました。", "confirmed"},
		{"現在、情報の流出があったかどうかを調べています", "現在、情報の流出があったかどうかを調べています。", "unstated"},
		{"に送られた形跡が見つかり、漏えいの疑いがあります", "データの一部が外に送られた形跡が見つかり、漏えいの疑いがあります。", "possible"},
		{"ましたが、実際に見た人がいるかは分かっていません", "閲覧できる状態にありましたが、実際に見た人がいるかは分かっていません。", "possible"},
	})
}

// TestLeakShapes are leakage told by what others did with the data.
func TestLeakShapes(t *testing.T) {
	inLetter(t, "leak", []phrase{
		{"others opened the list", "共有設定の誤りにより閲覧できる状態でした。通信の記録から、少なくとも5人の応募者が実際に回答の一覧を開いていたことが確認されました。", "confirmed"},
		{"downloaded by others", "共有設定の誤りにより閲覧できる状態でした。関係のない3名がファイルをダウンロードしていたことが記録から分かりました。", "confirmed"},
		{"photographed by pupils", "共有設定の誤りにより閲覧できる状態でした。生徒2人が名簿の画面を撮影していたことを本人から聞き取りました。", "confirmed"},
		{"opened or not is unknown", "第三者が一覧を開いたかどうかは記録がなく確認できませんでした。", "unstated"},
		{"one's own people looked", "共有設定の誤りが判明し、職員が一覧を開いたことを確認しました。", "unstated"},
		{"not known whether sent out", "書き出されたファイルが外部へ送信された可能性は否定できません。", "possible"},
		{"seen by a stranger, possibly", "書類が第三者の目に触れた可能性があります。", "possible"},
		{"eyes of strangers, a fear", "帳票が外部の者の目に触れたおそれがあります。", "possible"},
	})
	whole(t, "leak", []phrase{
		{"the form showed others' answers", "2024年6月14日\n澄川県\n\n申込フォームの設定誤りについて\n\n県の申込フォームの設定を誤り、申込みをした方が、ほかの申込者の入力内容を見ることができる状態になっていました。他の方の氏名を閲覧した可能性があります。お詫びいたします。", "possible"},
	})
}

// TestLeakOtherWords is leakage as notices of all kinds put it.
func TestLeakOtherWords(t *testing.T) {
	inLetter(t, "leak", []phrase{
		{"外部への情報の持ち出しを示す通信は見つかっておりません", "外部への情報の持ち出しを示す通信は見つかっておりません。", "none"},
		{"データの一部を外部に転送していたことがログから判明しました", "攻撃者がデータの一部を外部に転送していたことがログから判明しました。", "confirmed"},
		{"個人情報が社外に出た可能性は否定できないと判断しました", "個人情報が社外に出た可能性は否定できないと判断しました。", "possible"},
		{"された庁舎内で見つかり、外部への流出はないと考えております", "USBメモリは施錠された庁舎内で見つかり、外部への流出はないと考えております。", "none"},
		{"当該データが何者かに窃取された疑いがあります", "当該データが何者かに窃取された疑いがあります。", "possible"},
		{"クウェブ上に掲載されていることを、5月10日に確認しました", "個人データの一部がダークウェブ上に掲載されていることを、5月10日に確認しました。", "confirmed"},
		{"漏えいの有無は、専門会社が解析を進めているところです", "漏えいの有無は、専門会社が解析を進めているところです。", "unstated"},
		{"した書類は未開封のまま回収したため、情報は漏れておりません", "誤ってお届けした書類は未開封のまま回収したため、情報は漏れておりません。", "none"},
		{"メールアドレスが外部の者に取得された可能性を排除できません", "氏名及びメールアドレスが外部の者に取得された可能性を排除できません。", "possible"},
		{"紛失した名簿が第三者に渡ったとの情報はございません", "紛失した名簿が第三者に渡ったとの情報はございません。", "none"},
	})
}
