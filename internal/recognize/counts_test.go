package recognize_test

import "testing"

func TestCountUnits(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"records", "漏えいした可能性のある個人情報は1,234件です。", "1234件 exact total"},
		{"customers, politely", "漏えいした可能性があるのは、お客様3,325名様の個人情報です。", "3325名 exact total"},
		{"customers' shares", "お客様1,204名様分の個人情報が流出した可能性がございます。", "1204名 exact total"},
		{"people", "流出した個人情報は、会員1,876人分です。", "1876人 exact total"},
		{"companies", "流出した可能性のある情報は、取引先128社のものです。", "128社 exact total"},
		{"households", "紛失した名簿には23世帯の個人情報が記載されていました。", "23世帯 exact total"},
		{"accounts", "不正ログインされたアカウントは4,312アカウントです。", "4312アカウント exact total"},
		{"IDs", "不正ログインされた会員IDは1,020IDです。", "1020ID exact total"},
		{"bank accounts", "漏えいした可能性のあるお客様の口座情報は56口座です。", "56口座 exact total"},
		{"sheets", "お客様の個人情報が記載された申込書32枚を紛失いたしました。", "32枚 exact total"},
		{"letters", "お客様の個人情報が記載された通知書15通を、誤って別のお客様へ送付いたしました。", "15通 exact total"},
		{"volumes", "お客様の個人情報が記載された台帳2冊を紛失いたしました。", "2冊 exact total"},
		{"records behind a label", "漏えいした可能性のある件数：49,942件", "49942件 exact total"},
		{"records behind a wide label", "対象件数　　49,942件", "49942件 exact total"},
		{"the figure on the line below its heading", "■漏えいした可能性のある件数\n1,234件", "1234件 exact total"},
		{"a count in brackets", "お客様の個人情報（1,234名分）が漏えいした可能性があります。", "1234名 exact total"},
	})
	inEnglish(t, "affected", []phrase{
		{"English", "Personal information of 12,406 customers may have been leaked.", "12406customers exact total"},
	})
}

func TestCountBounds(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"at most", "最大12,406名の個人情報が漏えいした可能性があります。", "12406名 max total"},
		{"at most, with で", "漏えいした可能性のある個人情報は最大で12,406件です。", "12406件 max total"},
		{"about", "約2,400件の個人情報が漏えいした可能性があります。", "2400件 about total"},
		{"about, in kana", "およそ2,400件の個人情報が漏えいした可能性があります。", "2400件 about total"},
		{"about, behind", "2,400件程度の個人情報が漏えいした可能性があります。", "2400件 about total"},
		{"at most about", "最大約5万件の個人情報が漏えいした可能性があります。", "50000件 max total"},
		{"estimated", "漏えいした個人情報は推定3,000件です。", "3000件 about total"},
		{"or more", "1,000件以上の個人情報が漏えいした可能性があります。", "1000件 min total"},
		{"at least", "少なくとも1,000名の個人情報が漏えいしたことを確認しております。", "1000名 min total"},
		{"over", "1万件を超える個人情報が漏えいした可能性があります。", "10000件 over total"},
		{"over, short", "10万件超の個人情報が流出した可能性があります。", "100000件 over total"},
		{"and some more", "300名余りの個人情報が流出した可能性があります。", "300名 over total"},
		{"gross is no bound", "漏えいした可能性のあるお客様は延べ2,100名です。", "2100名 exact total"},
	})
	inEnglish(t, "affected", []phrase{
		{"English, up to", "Personal information of up to 3,000 customers may have been leaked.", "3000customers max total"},
		{"English, approximately", "Personal information of approximately 3,000 customers may have been leaked.", "3000customers about total"},
	})
}

func TestCountNumerals(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"full width with comma", "漏えいした可能性のある個人情報は１，２３４件です。", "1234件 exact total"},
		{"myriads and thousands", "漏えいした可能性のある個人情報は1万2千件です。", "12000件 exact total"},
		{"decimal myriads", "漏えいした可能性のある個人情報は約1.2万件です。", "12000件 about total"},
		{"myriads and digits", "漏えいした可能性のある個人情報は12万8,436件です。", "128436件 exact total"},
		{"whole myriads", "漏えいした可能性のある個人情報は15万人分です。", "150000人 exact total"},
		{"kanji", "漏えいした可能性のある個人情報は二百三十名分です。", "230名 exact total"},
		{"kanji in myriads", "漏えいした可能性のある個人情報は四万六千二百件です。", "46200件 exact total"},
		{"kanji by place", "漏えいした可能性のある個人情報は一、二〇六件です。", "1206件 exact total"},
		{"a space before the unit", "漏えいした可能性のある個人情報は 1,234 件です。", "1234件 exact total"},
		{"no comma", "漏えいした可能性のある個人情報は49942件です。", "49942件 exact total"},
	})
}

func TestCountRoles(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"total and what it is made of", "漏えいした可能性のあるお客様は合計1,234名（会員1,000名、非会員234名）です。", "1234名 exact total, 1000名 exact part, 234名 exact part"},
		{"a table flattened to lines", "■漏えいした可能性のある件数\n会員情報　12,000件\n問い合わせ情報　345件\n合計　12,345件", "12000件 exact part, 345件 exact part, 12345件 exact total"},
		{"a piece that is no full breakdown", "3,000名の個人情報が漏えいした可能性があり、うち120名については電話番号も含まれます。", "3000名 exact total, 120名 exact subset"},
		{"two kinds without an overall total", "漏えいした可能性がある情報\n・会員情報　5,021件\n・クレジットカード情報　1,310件", "5021件 exact total, 1310件 exact total"},
		{"people and records side by side", "漏えいした可能性のある個人情報は、7,309名、9,251件です。", "7309名 exact total, 9251件 exact total"},
		{"told twice, counted once", "1,234件の個人情報が漏えいした可能性があります。この1,234件につきましては、該当するお客様へ個別にご連絡いたします。", "1234件 exact total"},
		{"a figure withdrawn", "第一報では約2,400件の漏えいの可能性があるとお知らせしましたが、その後の調査により、漏えいした件数は1,876件であることが判明いたしました。", "1876件 exact total"},
		{"a figure corrected", "漏えいした可能性のある件数を、前回公表した3,010件から2,980件に訂正いたします。", "2980件 exact total"},
	})
	inLetter(t, "checks", []phrase{
		{"parts add up", "漏えいした可能性のあるお客様は合計1,234名（会員1,000名、非会員234名）です。", "1000 + 234 = 1234"},
		{"a table adds up", "■漏えいした可能性のある件数\n会員情報　12,000件\n問い合わせ情報　345件\n合計　12,345件", "12000 + 345 = 12345"},
		{"a part of a whole", "3,000名の個人情報が漏えいした可能性があり、うち120名については電話番号も含まれます。", "120 of 3000"},
		{"nothing to check in one figure", "漏えいした可能性のある個人情報は1,234件です。", ""},
		{"figures that do not belong together", "漏えいした可能性がある情報\n・会員情報　5,021件\n・クレジットカード情報　1,310件", ""},
	})
}

func TestCountItems(t *testing.T) {
	inLetter(t, "affected/items", []phrase{
		{"the list of the notice goes with its one total", "漏えいした可能性のある個人情報は1,234件です。\n漏えいした可能性のある情報は、氏名、住所、電話番号です。", "1234件: address, name, phone"},
		{"each row with its own items", "漏えいした可能性がある情報\n・メールアドレス　5,021件\n・電話番号　1,310件", "5021件: email, 1310件: phone"},
	})
}

// TestCountsOfOtherThings are numbers that count nobody affected.
func TestCountsOfOtherThings(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"all members", "当社の会員数は約12万名です。", ""},
		{"shops", "当社は全国に120店舗を展開しております。", ""},
		{"money", "当該事案に係る費用として約3億円を見込んでおります。", ""},
		{"a fee", "再発行手数料1,100円につきましては、弊社にて負担いたします。", ""},
		{"login attempts", "約210万回のログイン試行が確認されました。", ""},
		{"attempts counted as 件", "1,200件の不正なログイン試行を検知し、すべて遮断いたしました。", ""},
		{"enquiries", "本件に関するお問い合わせを35件いただいております。", ""},
		{"servers", "社内のサーバー3台が暗号化されました。", ""},
		{"carriers", "USBメモリ1本を紛失いたしました。", ""},
		{"a computer", "業務用ノートパソコン1台の盗難被害に遭いました。", ""},
		{"a version", "利用していたソフトウェアのバージョンは2.3.4でした。", ""},
		{"a telephone number", "お問い合わせは03-1234-5678までお願いいたします。", ""},
		{"staff at work", "従業員15名からなる対策本部を設置いたしました。", ""},
		{"experts", "外部有識者3名による調査委員会を設置いたしました。", ""},
		{"spam sent", "当該メールアカウントから約2,000件の迷惑メールが送信されました。", ""},
		{"recipients of what went astray", "当該メールを受信された48名の方には、削除をお願いしております。", ""},
		{"a vague hundred", "数百件の個人情報が漏えいした可能性があります。", ""},
		{"several", "複数名の個人情報が漏えいした可能性があります。", ""},
		{"zero", "情報の不正利用に関する被害は0件です。", ""},
		{"members who are not affected", "上記以外の会員5,000名の情報は漏えいの対象ではございません。", ""},
		{"hours and days", "24時間365日体制で監視を行っております。", ""},
		{"years kept", "書類の保存期間は7年です。", ""},
		{"a paragraph of a law", "個人情報保護法第26条第1項に基づき報告いたしました。", ""},
		{"one clerk", "職員1名が規程に反してデータを持ち出しました。", ""},
		{"delayed orders", "システム停止により、約500件のご注文の発送に遅れが生じております。", ""},
		{"a budget year's number of visitors", "昨年度は延べ3万人の方にご来場いただきました。", ""},
		{"double checks", "今後は2名によるダブルチェックを徹底いたします。", ""},
	})
}

// TestCountTables are counts in the forms that tables take as text.
func TestCountTables(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"label above value", "■漏えいした可能性のあるお客様\n\n対象人数\n\n2,345名", "2345名 exact total"},
		{"columns with gaps", "■漏えいした可能性のある件数\n区分　　　　件数\n個人会員　　1,200件\n法人会員　　　300件\n合計　　　　1,500件", "1200件 exact part, 300件 exact part, 1500件 exact total"},
		{"columns with bars", "■漏えいした可能性のある件数\n｜区分｜件数｜\n｜個人会員｜1,200件｜\n｜法人会員｜300件｜\n｜合計｜1,500件｜", "1200件 exact part, 300件 exact part, 1500件 exact total"},
		{"total first", "漏えいした可能性のある件数：合計1,500件\n（内訳）\n・個人会員：1,200件\n・法人会員：300件", "1500件 exact total, 1200件 exact part, 300件 exact part"},
		{"breakdown in brackets", "漏えいした個人情報は1,500名分（内訳：個人会員1,200名、法人会員300名）です。", "1500名 exact total, 1200名 exact part, 300名 exact part"},
		{"a funnel", "不正ログインが行われた会員様は500名で、このうち個人情報を閲覧された可能性がある方が200名、さらにそのうちポイントを不正に利用された方が12名です。", "500名 exact total, 200名 exact subset, 12名 exact subset"},
		{"parentheses as a second unit", "漏えいした可能性のある書類は87件（87名分）です。", "87件 exact total"},
		{"gross and persons", "漏えいした可能性のある情報は、延べ6,300件（4,120名分）です。", "6300件 exact total, 4120名 exact total"},
		{"numbers in a sentence that goes on", "当社の会員約12万名のうち、最大3,400名の個人情報が漏えいした可能性があります。", "3400名 max total"},
		{"remark on those who have more", "漏えいした可能性のあるお客様は3,400名です。\n※うち、セキュリティコードを含むものは1,020名です。", "3400名 exact total, 1020名 exact subset"},
	})
	inEnglish(t, "affected", []phrase{
		{"employees in brackets", "The personal data of our customers (approximately 12,000 individuals) may have been accessed.", "12000individuals about total"},
		{"of all of them", "The incident affected 1,250 employees, of whom 80 had their bank account numbers exposed.", "1250employees exact total, 80employees exact subset"},
		{"what we are", "We have over 5,000 employees in 20 countries.", ""},
		{"what it cost", "We expect costs of approximately 3 million dollars.", ""},
	})
}

// TestCountUnderStage: a title that names the stage is no head of a table whose
// columns are stages.
func TestCountUnderStage(t *testing.T) {
	var phrases []phrase
	for _, stage := range []string{"", "（第一報）", "(第1報)", "【第2報】", "　第三報", "（続報）", "（最終報）"} {
		phrases = append(phrases, phrase{stage, titled("不正アクセスによる個人情報の漏えいについて"+stage, "お客様2,411名の情報が漏えいしたことを確認しました。"), "2411名 exact total"})
	}
	phrases = append(phrases, phrase{"a column of an earlier figure", titled("不正アクセスによる個人情報の漏えいについて",
		"漏えいした可能性のある件数を次のとおり訂正いたします。\n区分　　第一報　　第二報\n会員　　3,010名　　2,980名"), "2980名 exact total"})
	whole(t, "affected", phrases)
}

// TestCountsNothing are more numbers that count nobody affected.
func TestCountsNothing(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"a damaged number", "お客様の個人情報1\ufffd20件が漏えいしました。", ""},
		{"visits", "当該ページへのアクセスは延べ35件でした。", ""},
		{"downloads", "当該ファイルは3回ダウンロードされていました。", ""},
		{"people of the desk", "コールセンターは20名体制で対応しております。", ""},
		{"training", "全職員約800名を対象に研修を実施いたします。", ""},
		{"who asked", "お客様3名からご指摘をいただきました。", ""},
		{"the recipients of a letter", "他社を含む取引先250社に注意喚起を行いました。", ""},
		{"all clients of the supplier", "同社は全国約500社にサービスを提供しています。", ""},
		{"places", "被害を受けたサーバーは国内3拠点に設置されていました。", ""},
		{"shares", "発行済株式総数は1,200万株です。", ""},
		{"percent", "全会員の約3％に相当します。", ""},
		{"compensation", "対象のお客様に500円分のポイントを進呈いたします。", ""},
		{"time", "暗号化は約2時間で完了したとみられます。", ""},
		{"a building", "本社ビル3階の執務室で紛失いたしました。", ""},
		{"a class", "3年2組の教室で紛失いたしました。", ""},
		{"complaints", "現在までに12件の苦情が寄せられております。", ""},
		{"warnings", "監視システムは1,500件の警告を記録していました。", ""},
		{"beds", "当院は病床数320床の総合病院です。", ""},
		{"none of them", "情報が悪用されたとの報告は1件もございません。", ""},
	})
}

// TestCountsVaried say the same once more in other words.
func TestCountsVaried(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"children", "紛失した名簿には、園児48名とその保護者の連絡先が記載されていました。", "48名 exact total"},
		{"letters to the wrong people", "健診結果通知書6通を、誤って別の世帯に送付いたしました。", "6通 exact total"},
		{"addresses in the To line", "案内メールを送信する際、152件のメールアドレスが互いに見える状態となりました。", "152件 exact total"},
		{"cards of people", "流出した可能性のあるクレジットカード情報は、1,180名のお客様のカード1,243件分です。", "1180名 exact total, 1243件 exact total"},
		{"members of two sites", "「みなとマルシェ」会員様8,412名および「うみべ雑貨店」会員様1,305名の情報が流出した可能性があります。", "8412名 exact total, 1305名 exact total"},
		{"a later figure", "当初3,000名と公表しておりましたが、精査の結果、対象は3,412名であることが判明しました。", "3412名 exact total"},
		{"total behind the rows", "対象者の内訳は、患者様210名、職員35名の計245名です。", "210名 exact part, 35名 exact part, 245名 exact total"},
		{"an upper limit", "影響を受けた可能性のあるお客様は、多くとも900名と見込んでおります。", "900名 max total"},
		{"weak", "個人情報が漏えいした可能性のある方は8,000人弱に上ります。", "8000人 about total"},
		{"spam reached many", "不正に利用されたメールアカウントから、約5万通の迷惑メールが送信されたことを確認しております。", ""},
		{"two staff", "担当者2名が確認を怠ったことが原因です。", ""},
		{"size of a file", "当該ファイルの容量は約120MBでした。", ""},
		{"who read it", "当該ページの閲覧者数は12名でした。", ""},
		{"how many mails of warning", "対象の皆様には合計3回にわたりメールでご案内しております。", ""},
	})
}

// Whom an organization serves has many names.
func TestCountsOfServed(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"clients of a bank", "対象は74先のお客さまの氏名、口座番号、取引金額です。", "74先 exact total"},
		{"members of a cooperative", "対象は組合員様230名の氏名、住所、口座番号の下4桁です。", "230名 exact total"},
		{"addresses mail goes to", "ご契約企業様27社の配信先のメールアドレス等、合計214,600件が外部に流出した可能性がございます。", "27社 exact total, 214600件 exact total"},
		{"all that mail goes to", "メールマガジンの配信先は約8万件です。", ""},
	})
	inEnglish(t, "affected", []phrase{
		{"employees and customers", "We believe that personal information of up to 8,500 current and former employees and customers, including names, may have been accessed.", "8500employees max total"},
		{"some of these", "Names of 19,384 customers were exposed. We also found that hashed passwords of 2,250 of these customers were obtained.", "19384customers exact total, 2250customers exact subset"},
	})
}

// Figures in tables and brackets, and those who only looked.
func TestCountsInPlace(t *testing.T) {
	inLetter(t, "affected", []phrase{
		{"cells without units", "漏えいした可能性のあるアカウント\n | 区分 | アカウント数 |\n | 閲覧のみ | 11,820 |\n | ポイント交換 | 1,087 |\n | 合計 | 12,907 |", "11820アカウント exact part, 1087アカウント exact part, 12907アカウント exact total"},
		{"cells of something else", "お問い合わせの状況\n | 月 | 回数 |\n | 5月 | 120 |\n | 6月 | 80 |", ""},
		{"parts in brackets", "流出を確認したお客様　2,716名\n（国内のお客様　2,204名、海外のお客様　512名）", "2716名 exact total, 2204名 exact part, 512名 exact part"},
		{"some of them in brackets", "対象の155名（卒業生2名を含む）に、文書を送付して謝罪しました。漏えいしたのは155名の氏名です。", "2名 exact subset, 155名 exact total"},
		{"under a line that names it", "（2）上記の期間に不正ログインされたアカウント数\n　　7,842件（6月10日時点）", "7842件 exact total"},
		{"who looked", "対象は103名の氏名です。アクセスの記録を確認したところ、9名の申込者が一覧を閲覧していたことが判明しました。", "103名 exact total"},
		{"told before, in brackets", "対象となる患者様は1,187名（第1報では約1,200名）です。", "1187名 exact total"},
		{"told before, quoted", "前回は「最大2,940名」とお知らせしました。漏えいを確認したお客様は2,716名です。", "2716名 exact total"},
		{"told now", "今回の調査では、お客様1,204名の個人情報の漏えいを確認しました。", "1204名 exact total"},
		{"a row of the total", "　区分　　　第二報　　今回（確定）\n　A お取引先のご担当者　　約5,100件　　5,087件\n　B お客様　　約2,900件　　2,618件\n　合計　　　　　　　　　　　7,705件", "5087件 exact part, 2618件 exact part, 7705件 exact total"},
		{"clients", "影響を受けた企業・団体様：31社", "31社 exact total"},
	})
}

// TestCountsAmongOthers are steps inside other counts, and of which.
func TestCountsAmongOthers(t *testing.T) {
	inLetter(t, "checks", []phrase{
		{"of the row that is named", "流出した可能性のある個人情報\n　施設利用の代表者　　3,746人\n　友の会会員　　　　　1,208人\n　計　　　　　　　　　4,954人\n※利用の代表者のうち652人は、旧システムの登録者です。", "3746 + 1208 = 4954, 652 of 3746"},
		{"of the row named behind", "漏えいした情報\n　お取引先様のご担当者　4,402名\n　従業員　　　　　　　　1,253名\n　合計　　　　　　　　　5,655名\n上記のうち、お取引先様12名については、銀行口座情報が含まれておりました。", "4402 + 1253 = 5655, 12 of 4402"},
		{"two side by side", "誤って送付した書類　　52世帯分\n　うち　運転免許証の写しを添付していたもの　12世帯分\n　うち　通帳の写しを添付していたもの　7世帯分", "12 of 52, 7 of 52"},
		{"further in, of the part", "漏えいした情報\n（1）学生　412名\n　　　このうち研究室に所属した35名については、住所を含む。\n（2）教員　58名\n計　470名", "412 + 58 = 470, 35 of 412"},
		{"not further in, of all", "（2）対象者　生徒　計356人\n　　第1学年　118人\n　　第2学年　121人\n　　第3学年　117人\n　　このうち弓道部員28人については、緊急連絡先を含む。", "118 + 121 + 117 = 356, 28 of 356"},
		{"some have more", "紛失した記録用紙には、児童27人分の氏名と住所のほか、11人分については既往歴も記載されていた。", "11 of 27"},
		{"in a list below", "漏えいした顧客情報　最大15,000件\n　・生年月日　　9,800件\n　・口座番号　　1,200件", "9800 of 15000, 1200 of 15000"},
		{"some are among them", "会員3,456名の氏名が漏えいした可能性があります。なお、18歳未満の方23名が含まれています。", "23 of 3456"},
		{"the whole of it is no step", "対象：採用サイトから応募された方　最大6,450名\n　うち新卒採用　4,830名、中途採用　1,620名", "4830 + 1620 = 6450"},
		{"their families are others", "漏えいした情報\n（1）従業員　2,318名\n（2）（1）のうち扶養控除の申告をされた方のご家族　904名", ""},
		{"kinds side by side", "漏えいした情報\n・会員情報　5,021件\n・口座番号　1,310件", ""},
	})
	inLetter(t, "affected", []phrase{
		{"three columns", "対象者数の推移\n　対象／第1報／第2報／第3報（本日）\n　正社員／調査中／1,820名／1,846名\n　退職者／調査中／約9,000名／8,431名", "1846名 exact total, 8431名 exact total"},
		{"a column behind", "流出した情報の件数\n　区分　　　　　　件数　　　　第2報\n　配送先データ　　58,917件　　約61,000件", "58917件 exact total"},
		{"the day of an earlier one", "対象者\n　　　　　　　　2月12日　　　今回\n　学部学生　　　1,760名　　　1,702名\n　大学院学生　　　291名　　　　286名", "1702名 exact total, 286名 exact total"},
		{"lines of two notices", "■対象者数\n　第1報：約2,400名\n　今回：2,318名", "2318名 exact total"},
		{"rounded in the title", "会員約2.8万人の情報が流出しました。\n\n漏えいした情報は、会員2万8114人の氏名です。", "28114人 exact total"},
		{"a question of how many", "Q　何人の情報が漏れたのですか。\nA　他の方に表示されたことが確認できたのは37人です。このほかに表示された可能性のある方が58人います。", "37人 exact total, 58人 exact total"},
	})
	inLetter(t, "affected", []phrase{
		{"who searched", "漏えいしたのは住民12人の氏名です。社員延べ160人で、経路及びサービスエリアを捜索しました。", "12人 exact total"},
		{"who was asked", "退職者を含む従業員17名に聞き取りを行いました。", ""},
		{"who examined", "検証チームは、社外の弁護士3名と大学教授2名からなります。", ""},
		{"who opened it", "当該ファイルは閲覧できる状態となり、4名の生徒がファイルを開いていたことを確認しました。", ""},
		{"to whom all it was told", "全保護者（238名）に回答用のURLを配信しました。", ""},
		{"calls", "コールセンターに「知らない人の申請書が届いた」との電話が22件ありました。", ""},
		{"views", "掲載期間中のアクセス数は、資料1が延べ96件、資料2が延べ240件です。", ""},
		{"another incident", "同病院では2019年にも、職員が患者68人分の名簿を紛失している。", ""},
		{"how many there are", "同社の契約者は9月末で約19万人です。", ""},
		{"through whom", "対象となる方が所属する事業者（91社）を通じて、対象となる方全員におわびの文書を送付しました。", ""},
		{"a mark before a word", "問８　口座番号を見られて、悪用されないか心配です。", ""},
		{"those it was sent to", "送信先の34人のうち、11人のメールアドレスが他の受信者に見える状態となりました。", "11人 exact total"},
	})
}

// TestCountsAndTheirWindows ties windows to counts.
func TestCountsAndTheirWindows(t *testing.T) {
	inLetter(t, "count windows", []phrase{
		{"a line beside it", "■クレジットカード情報\n対象期間：2023年3月9日～2024年5月27日\n対象件数：12,338件\n\n■個人情報\n対象件数：41,260名", "12338: 2023-03-09..2024-05-27"},
		{"the span told above", "2023年3月28日から8月30日までの間、決済画面が改ざんされていました。\n\n■漏えいした情報\n上記の期間にクレジットカードでお支払いをされたお客様 892名のカード番号", "892: 2023-03-28..2023-08-30"},
		{"no word of a span", "2023年3月28日から8月30日までの間、決済画面が改ざんされていました。\n\n■漏えいした情報\n会員登録をされたお客様 892名のメールアドレス", ""},
	})
}

// TestCountsAndTheirItems ties items to counts: by the row, the list below, the mark.
func TestCountsAndTheirItems(t *testing.T) {
	inLetter(t, "ties", []phrase{
		{"behind rows of parts", "漏えいした情報\n　通信販売業　　98,440件\n　学習塾　　　　18,159件\n　合計　　　　　116,599件\n　項目　氏名、郵便番号、住所", "116599: address name postal-code"},
		{"a row that names kin", "（1）従業員及びその扶養家族　1,902名\n　　氏名、住所、生年月日\n（2）取引先の役職員　1,475名\n　　氏名、会社名、電話番号", "1902: address birth-date name, 1475: company name phone"},
		{"by the mark", "流出した情報の件数\n　（A）配送先データ　58,917件\n　（B）従業員　851名\n\n　（A）お名前、ご住所、お電話番号\n　（B）氏名、生年月日、給与の振込先口座", "58917: address name phone, 851: bank-account birth-date name"},
		{"below a line of brackets", "2　カードの記載内容\n　世帯主の氏名、生年月日、電話番号が記載された巡回連絡カード\n　（64世帯　158人分）", "64: birth-date name phone, 158: birth-date name phone"},
		{"one total has all", "漏えいしたのは会員84名の情報です。\n\n■漏えいした情報\n・氏名\n・電話番号", "84: name phone"},
	})
}
