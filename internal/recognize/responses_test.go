package recognize_test

import "testing"

func TestResponses(t *testing.T) {
	inLetter(t, "responses", []phrase{
		{"closed the site", "直ちに当該サイトを閉鎖いたしました。", "service-stopped"},
		{"stopped the server", "直ちに当該サーバーを停止いたしました。", "service-stopped"},
		{"stopped cards", "弊社サイトでのカード決済を停止いたしました。", "payment-stopped"},
		{"left the supplier", "当該委託先への業務委託を停止いたしました。", "supplier-disconnected"},
		{"isolated", "感染した端末をネットワークから隔離いたしました。", "network-isolated"},
		{"reset passwords", "対象となる会員様のパスワードを強制的にリセットいたしました。", "password-reset"},
		{"suspended accounts", "不正ログインが確認されたアカウントの利用を停止いたしました。", "account-suspended"},
		{"stopped shipping", "不正な注文につきましては、商品の発送を停止いたしました。", "shipment-stopped"},
		{"mended the hole", "脆弱性の修正を完了いたしました。", "vulnerability-fixed"},
		{"blocked addresses", "攻撃元のIPアドレスからのアクセスを遮断いたしました。", "access-restricted"},
		{"made private", "当該ファイルを非公開に設定いたしました。", "access-restricted"},
		{"asked to delete", "誤送信先の方には、当該メールの削除をお願いし、削除が完了したことを確認しております。", "data-deleted"},
		{"a firewall for the web", "WAF（Webアプリケーションファイアウォール）を導入いたしました。", "waf"},
		{"second factor", "多要素認証を導入いたします。", "mfa"},
		{"second factor, two steps", "二段階認証を必須化いたしました。", "mfa"},
		{"watching", "24時間365日の監視体制を強化いたします。", "monitoring"},
		{"forensics", "第三者調査機関によるフォレンジック調査を実施いたしました。", "forensics"},
		{"told each", "対象のお客様には、電子メールにて個別にご連絡いたしました。", "individual-notice"},
		{"publication instead", "ご連絡が困難なお客様には、本公表をもって通知に代えさせていただきます。", "public-notice"},
		{"a desk for the case", "本件に関する専用のお問い合わせ窓口を設置いたしました。", "hotline"},
		{"the fee for new cards", "クレジットカードの再発行手数料につきましては、弊社にて負担いたします。", "reissue-cost"},
		{"training", "全従業員に対し、情報セキュリティ教育を実施いたします。", "training"},
		{"told staff again", "個人情報の取扱いについて、全職員に周知徹底いたしました。", "training"},
		{"discipline", "当該職員を懲戒処分といたしました。", "disciplinary"},
		{"supplier watched", "委託先に対する監督を強化いたします。", "supplier-oversight"},
		{"rules", "個人情報の取扱いに関する社内規程を見直します。", "rules-revised"},
		{"two pairs of eyes", "メール送信時のダブルチェックを徹底いたします。", "rules-revised"},
		{"built anew", "新たな環境にシステムを再構築いたしました。", "system-rebuilt"},
		{"got back", "誤って送付した書類は、すべて回収いたしました。", "retrieved"},
	})
	inEnglish(t, "responses", []phrase{
		{"English", "We isolated the affected server from the network and engaged outside experts to conduct a forensic investigation.", "forensics, network-isolated"},
	})
	inLetter(t, "responses", []phrase{
		{"advice to change passwords", "他のサービスで同じパスワードをご利用のお客様は、パスワードを変更していただきますようお願いいたします。", ""},
		{"advice to delete", "不審なメールを受信された場合は、開封せずに削除してください。", ""},
		{"advice on second factor", "お客様におかれましては、二段階認証の設定をお願いいたします。", ""},
		{"advice on statements", "ご利用明細に身に覚えのない請求がないかご確認ください。", ""},
		{"promised news", "新たな事実が判明した場合は、改めてお知らせいたします。", ""},
		{"this notice itself", "本日、本件を公表することといたしました。", ""},
		{"general words", "再発防止に全力で取り組んでまいります。", ""},
		{"apology", "深くお詫び申し上げます。", ""},
		{"what was missing", "多要素認証は導入されていませんでした。", ""},
		{"no training had been given", "当該職員は情報セキュリティ研修を受講していませんでした。", ""},
		{"the desk one always has", "お問い合わせ先：お客様相談室　03-0000-1234", ""},
		{"a service not stopped", "店舗での販売は通常どおり営業しております。", ""},
	})
}

// TestResponsesAround are measures in the words of real notices, several at a
// time.
func TestResponsesAround(t *testing.T) {
	inLetter(t, "responses", []phrase{
		{"a usual closing", "今回の調査結果を踏まえてシステムのセキュリティ対策および監視体制の強化を行い、再発防止を図ってまいります。", "monitoring"},
		{"cards watched by their companies", "既にクレジットカード会社と連携し、流出した可能性のあるクレジットカードによる取引のモニタリングを継続して実施しております。", "monitoring"},
		{"letter to those concerned and those out of reach", "対象のお客様には書状にて個別にご連絡を差し上げており、ご連絡がつかない方には本発表をもってお知らせに代えさせていただきます。", "individual-notice, public-notice"},
		{"call centre", "本件に関する専用コールセンターを開設いたしました。", "hotline"},
		{"warning on the site", "弊社ホームページに注意喚起を掲載いたしました。", "public-notice"},
		{"passwords to be changed, asked of each", "対象の会員様には個別にご連絡し、パスワードの変更をお願いしております。", "individual-notice, password-reset"},
		{"staff's own passwords", "全社員のパスワードを変更いたしました。", "password-reset"},
		{"server off and outside experts", "直ちに当該サーバーを停止し、外部専門機関によるフォレンジック調査を開始いたしました。", "forensics, service-stopped"},
		{"network cut", "被害の拡大を防ぐため、社内ネットワークを外部から遮断いたしました。", "network-isolated"},
		{"asked the supplier", "委託先に対し、再発防止策の徹底を求めました。", "supplier-oversight"},
		{"new procedure", "メール送信時は複数名で宛先を確認する手順に改めました。", "rules-revised"},
		{"two in one", "EDRを導入し24時間監視体制を敷くとともに、従業員教育を徹底いたします。", "monitoring, training"},
		{"cards at no cost", "カードの差し替えをご希望される場合、再発行の手数料はお客様にご負担をお掛けしないよう、弊社よりクレジットカード会社に依頼しております。", "reissue-cost"},
		{"shipping goes on", "商品の発送は通常どおり行っております。", ""},
		{"was it stopped? no", "サービスは停止しておりません。", ""},
		{"under consideration by nobody", "原因については現在調査中です。", ""},
	})
	inEnglish(t, "responses", []phrase{
		{"reset", "We have reset the passwords of all affected accounts.", "password-reset"},
		{"second factor and watch", "We have introduced multi-factor authentication and strengthened our monitoring.", "mfa, monitoring"},
		{"letters", "We are notifying the affected individuals by letter.", "individual-notice"},
		{"advice", "Please be cautious of suspicious e-mails and change your password.", ""},
	})
}

// TestResponsesNothing are words of measures that nobody took.
func TestResponsesNothing(t *testing.T) {
	inLetter(t, "responses", []phrase{
		{"what readers should watch", "お客様ご自身でもカードのご利用明細を定期的にご確認ください。", ""},
		{"what readers should do on reuse", "同じパスワードを他のサービスで使い回さないようお願いいたします。", ""},
		{"a service as ever", "実店舗でのクレジットカード決済は通常どおりご利用いただけます。", ""},
		{"words of regret", "お客様の信頼を損ねましたこと、誠に申し訳ございません。", ""},
		{"work that is late", "商品のお届けに遅れが生じております。", ""},
		{"why the log was gone", "監視の仕組みが整備されていなかったことが原因です。", ""},
		{"why rules failed", "社内規程では二重確認を定めておりましたが、徹底されていませんでした。", ""},
	})
}

// TestResponsesVaried say the same measures once more in other words.
func TestResponsesVaried(t *testing.T) {
	inLetter(t, "responses", []phrase{
		{"line unplugged", "感染が疑われる端末のLANケーブルを抜線いたしました。", "network-isolated"},
		{"locked", "対象アカウントをロックする措置を講じました。", "account-suspended"},
		{"cards off for now", "現在、クレジットカードによるお支払いを一時停止しております。", "payment-stopped"},
		{"letters by post", "該当するお客様にはお詫びの書状を郵送いたします。", "individual-notice"},
		{"visited and got back", "誤ってお渡しした書類は、職員がご自宅を訪問して回収しました。", "retrieved"},
		{"patched", "当該機器に最新のセキュリティパッチを適用いたしました。", "vulnerability-fixed"},
		{"checklist", "発送前のチェックリストを新たに作成し、運用を開始いたしました。", "rules-revised"},
		{"seminar for teachers", "全教職員を対象に、情報管理に関する研修会を実施します。", "training"},
		{"pay cut as discipline", "当該職員を減給処分といたしました。", "disciplinary"},
		{"new servers", "サーバーを新たに構築し直し、安全性を確認いたしました。", "system-rebuilt"},
		{"toll-free line", "本件専用のフリーダイヤルを開設し、お問い合わせに対応しております。", "hotline"},
		{"supplier inspected", "委託先への立入検査を実施し、管理状況を確認いたします。", "supplier-oversight"},
		{"only for the future of you", "ご不明な点がございましたら、お気軽にお問い合わせください。", ""},
		{"not needed", "お客様によるパスワードの変更は不要です。", ""},
	})
}
